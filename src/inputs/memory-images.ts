/** Pictures that a program holds in memory, as an image set: they are cut and decoded as files are. */
import { UsageError } from "../errors.ts";
import { onWhite, type PictureSource } from "../pixels/picture.ts";
import type { SampleFile } from "./checkpoints.ts";
import type { NamedStep } from "./file-names.ts";
import type { ImageSet } from "./image-set.ts";
import { imageSetOf, type OpenOptions } from "./open-images.ts";
import { stepsOfPaths } from "./run-steps.ts";

export interface MemoryImage {
  /** What reports call it, like the path of a file ("epoch_3/0.png"); no two images share one. */
  name: string;
  /** Training step; all images have one, or none has. Left out, the name may say it, as that of a file may; null: there is none. */
  step?: number | null;
  /** Pixels. */
  width: number;
  height: number;
  /**
   * height x width x 1 (grey), 3 (RGB) or 4 (RGB and opacity; shown on white) bytes, rows from the top, channels interleaved.
   * It is not copied and has to stay as it is while the images are in use.
   */
  pixels: Uint8Array;
}

/**
 * Checkpoints as from files of these names and pixels: by step, sheets found or cut as `options` say. No image is left out for
 * its name.
 * @throws UsageError when an image is not as described, or `grid` does not fit; InputError when there is one picture per step
 *   but no grid to be seen
 */
export const openMemoryImages = async (
  images: readonly MemoryImage[],
  options: OpenOptions = {},
): Promise<ImageSet> => {
  if (images.length === 0) throw refusal("at least one image", "images", "[]", "give the pictures of the run");
  const withStep = images.filter(({ step }) => typeof step === "number").length;
  if (withStep > 0 && withStep < images.length) {
    const found = `${withStep} of ${images.length} with one`;
    throw refusal("a step for all images or for none", "images", found, "leave out what belongs to no step");
  }
  const names = new Set<string>();
  const steps = stepsOfPaths(images.map(({ name }) => String(name)));
  const files = images.map((image, index) => {
    const file = sampleFile(image, steps[index]!, `images[${index}]`);
    if (names.has(file.path))
      throw refusal("names that differ", `images[${index}].name`, `"${file.path}" again`, "number the images");
    names.add(file.path);
    return file;
  });
  return imageSetOf(files, options);
};

const refusal = (what: string, where: string, found: string, next: string): UsageError =>
  new UsageError(`Expected ${what} for ${where} but received ${found}. Next: ${next}.`);

/** @param said by its name @param where the image stands, for errors */
const sampleFile = (
  { name, step, width, height, pixels }: MemoryImage,
  said: NamedStep | null,
  where: string,
): SampleFile => {
  if (typeof name !== "string" || name === "")
    throw refusal("a name", `${where}.name`, JSON.stringify(name), "name each image, for example by a number");
  if (step != null && !Number.isFinite(step))
    throw refusal("a number, or null", `${where}.step`, String(step), "leave out a step that is not known");
  for (const [side, value] of Object.entries({ width, height }))
    if (!Number.isInteger(value) || value < 1)
      throw refusal("a whole number of pixels", `${where}.${side}`, String(value), "give the size of the image");
  const channels = pixels instanceof Uint8Array ? pixels.length / (width * height) : 0;
  if (channels !== 1 && channels !== 3 && channels !== 4)
    throw refusal(
      `a Uint8Array of ${width} x ${height} x 1, 3 or 4 bytes`,
      `${where}.pixels`,
      pixels instanceof Uint8Array ? `${pixels.length} bytes` : typeof pixels,
      "give whole numbers from 0 to 255, channels interleaved",
    );
  const source: PictureSource = {
    size: async () => ({ width, height, frames: 1 }),
    content: async () => ({ picture: { pixels: onWhite(pixels, channels), width, height } }),
  };
  const named = typeof step === "number" ? { step, unit: "step", worded: true } : step === undefined ? said : null;
  return { source, path: name, width, height, lossy: false, named };
};
