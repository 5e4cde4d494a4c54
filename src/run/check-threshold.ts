/** Checks the threshold on images of the run: do mildly changed copies of an image count as its near-duplicates? */
import type { Calibration } from "../analysis/analysis.ts";
import { embedImages } from "../embed/embed-images.ts";
import { embedPictures } from "../embed/lanes/embed-pictures.ts";
import type { LaneImage } from "../embed/lanes/image-job.ts";
import { PERTURBATIONS, perturb } from "../embed/perturb.ts";
import type { ImageCheckpoint } from "../inputs/image-set.ts";
import { seededRandom } from "../kit/random.ts";
import { selfCalibration } from "../pairs/self-calibration.ts";
import { decodeImages, type ImageFile, imagesByPicture } from "../pixels/decode.ts";
import { evenlyChosen } from "./embed-checkpoint.ts";
import type { EmbeddedMember } from "./gathered-images.ts";
import type { Lab } from "./lab.ts";
import { keyOf } from "./measure-images.ts";

/** Each is decoded again, and one copy of it is embedded. */
const MOST_IMAGES = 200;

/**
 * @param images the embedded images of `source`, sorted by content
 * @returns cosine of each image to a mildly changed copy of it, for some of those that have contrast
 */
export const copySimilarities = async (
  source: ImageCheckpoint,
  images: readonly EmbeddedMember[],
  lab: Pick<Lab, "embedder" | "backend" | "threads">,
): Promise<number[]> => {
  const pictured = images.filter(({ fault }) => fault !== "blank");
  const { chosen, files } = evenlyChosen(source, pictured, MOST_IMAGES);
  const places = new Map(chosen.map(({ member }, index) => [member, index]));
  const similarities: number[] = [];
  for await (const { member, embedding } of embeddedCopies(files, (image) => copyOf(places.get(image.member)!), lab)) {
    const original = chosen[places.get(member)!]!.embedding;
    similarities.push(original.reduce((sum, value, k) => sum + value * embedding[k]!, 0));
  }
  return similarities;
};

type Copy = NonNullable<LaneImage["copy"]>;

/** @param place of the image among those that are copied */
const copyOf = (place: number): Copy => ({ kind: PERTURBATIONS[place % PERTURBATIONS.length]!, seed: place });

async function* embeddedCopies(
  files: readonly ImageFile[],
  copyOf: (image: ImageFile) => Copy,
  { embedder, backend, threads }: Pick<Lab, "embedder" | "backend" | "threads">,
): AsyncGenerator<{ member: string; embedding: Float32Array }> {
  if (backend.lanes) {
    const pictures = [...imagesByPicture(files)].map((images) => ({ images, copies: images.map(copyOf) }));
    for await (const result of embedPictures(pictures, {
      sizes: embedder,
      lanes: backend.lanes,
      total: files.length,
      choose: null,
    }))
      if ("images" in result)
        for (const { image, embedding } of result.images) yield { member: image.member, embedding };
    return;
  }
  const imageOf = new Map(files.map((image) => [image.member, image]));
  async function* copies() {
    for await (const decoded of decodeImages(files, embedder.size, threads))
      if (!("reason" in decoded)) {
        const { kind, seed } = copyOf(imageOf.get(decoded.member)!);
        yield { ...decoded, pixels: perturb(decoded.pixels, embedder.size, kind, seededRandom(seed)) };
      }
  }
  for await (const { image, embedding } of embedImages(copies(), embedder, backend))
    yield { member: image.member, embedding };
}

/**
 * @param images the embedded images of `source`, sorted by content
 * @param threshold cosine similarity from which two images count as near-duplicates
 * @returns null when no image has contrast
 */
export const checkThreshold = (
  source: ImageCheckpoint,
  images: readonly EmbeddedMember[],
  threshold: number,
  lab: Lab,
): Promise<{ calibration: Calibration; warning: string | null } | null> => {
  const key = keyOf(images, [threshold]);
  return lab.stages.run("calibration", () =>
    lab.memory.of(key === null ? null : ["calibration", key], async () => {
      const similarities = await copySimilarities(source, images, lab);
      return similarities.length === 0 ? null : selfCalibration(similarities, threshold, PERTURBATIONS);
    }),
  );
};
