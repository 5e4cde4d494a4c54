/** The real images that samples are compared with: every picture counts, whatever its name says. */
import { createHash } from "node:crypto";
import type { Skipped } from "../analysis/analysis.ts";
import { InputError } from "../errors.ts";
import { SourceFile } from "../pixels/source-file.ts";
import { expandContainers } from "./containers/container-files.ts";
import { findFiles } from "./find-files.ts";
import type { ImageCheckpoint, ImageFile } from "./image-set.ts";

/** Files hashed at once. */
const CONCURRENCY = 16;

export interface ReferenceImages {
  checkpoint: ImageCheckpoint;
  /** Pictures found, before any were left out. */
  found: number;
}

/**
 * @param limit pictures at most; of more, those with the smallest hashes of their bytes, so that names and order choose nothing
 * @throws InputError when there is no picture
 */
export const openReferenceImages = async (
  source: string,
  limit: number,
  skipped: Skipped[],
): Promise<ReferenceImages> => {
  const files = await findFiles([source], skipped).catch((error: unknown) => {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(
      "REFERENCE",
      `Expected real images for --reference but found none in ${source}. Next: give a folder, an archive or a glob with single pictures of the training data.`,
      { cause: error },
    );
  });
  const images = (await expandContainers(files, skipped)).map(
    ({ file, path, label }): ImageFile => ({
      member: path,
      file,
      box: null,
      ...(label === undefined ? {} : { label }),
    }),
  );
  return {
    checkpoint: {
      step: null,
      label: "the reference",
      source,
      images: images.length > limit ? await smallestHashes(images, limit) : images,
    },
    found: images.length,
  };
};

/** Hashed once more, so that a folder whose names are hashes of the bytes is sampled like any other. */
const smallestHashes = async (images: readonly ImageFile[], limit: number): Promise<ImageFile[]> => {
  const hashes = new Map<ImageFile, string>();
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < images.length) {
      const image = images[next++]!;
      // A file that can not be read is kept by its name, and decoding will say why.
      const bytes = await new SourceFile(image.file).hash().catch(() => image.member);
      hashes.set(image, createHash("sha256").update(`reference ${bytes}`).digest("hex"));
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  const place = new Map(images.map((image, index) => [image, index]));
  return [...images]
    .sort((a, b) => (hashes.get(a)! < hashes.get(b)! ? -1 : 1))
    .slice(0, limit)
    .sort((a, b) => place.get(a)! - place.get(b)!);
};
