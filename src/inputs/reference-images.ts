/** The real images that samples are compared with: every picture counts, whatever its name says. */
import { createHash } from "node:crypto";
import type { Skipped } from "../analysis/analysis.ts";
import { InputError } from "../errors.ts";
import type { ImageFile } from "../pixels/decode.ts";
import { hashOf } from "../pixels/read-picture.ts";
import { imageOf } from "./checkpoints.ts";
import { OpenContainers } from "./containers/open-containers.ts";
import { findFiles } from "./find-files.ts";
import type { ImageCheckpoint } from "./image-set.ts";
import { inBatches } from "./in-batches.ts";

/** Files hashed at once. */
const CONCURRENCY = 16;

export interface ReferenceImages {
  checkpoint: ImageCheckpoint;
  /** Pictures found, before any were left out. */
  found: number;
  /** Files that can not be opened, with the reason. */
  skipped: Skipped[];
}

/**
 * @param limit pictures at most; of more, those with the smallest hashes of their bytes, so that names and order choose nothing
 * @throws InputError when there is no picture
 */
export const openReferenceImages = async (source: string, limit: number): Promise<ReferenceImages> => {
  const found = await findFiles([source]).catch((error: unknown) => {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(
      "REFERENCE",
      `Expected real images for --reference but found none in ${source}. Next: give a folder, an archive or a glob with single pictures of the training data.`,
      { cause: error },
    );
  });
  const { files, skipped } = await new OpenContainers().expand(found.files);
  const all = files.map(imageOf);
  const images = all.length > limit ? await smallestHashes(all, limit) : all;
  return {
    checkpoint: { step: null, label: "the reference", source, images },
    found: all.length,
    skipped: [...found.skipped, ...skipped],
  };
};

/** Hashed once more, so that a folder whose names are hashes of the bytes is sampled like any other. */
const smallestHashes = async (images: readonly ImageFile[], limit: number): Promise<ImageFile[]> => {
  const hashed = await inBatches(images, CONCURRENCY, async (image) => {
    // A file that can not be read is kept by its name, and decoding will say why.
    const bytes = await image.source
      .content()
      .then(hashOf)
      .catch(() => image.member);
    return { image, hash: createHash("sha256").update(`reference ${bytes}`).digest("hex") };
  });
  const smallest = hashed.sort((a, b) => (a.hash < b.hash ? -1 : 1)).slice(0, limit);
  const chosen = new Set(smallest.map(({ image }) => image));
  return images.filter((image) => chosen.has(image));
};
