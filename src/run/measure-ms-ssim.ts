/** MS-SSIM diversity of a checkpoint: needs pixels at their own size, so some of its images are decoded again. */
import type { Estimate } from "../analysis/analysis.ts";
import type { ImageCheckpoint } from "../inputs/image-set.ts";
import { seededRandom } from "../kit/random.ts";
import { least } from "../kit/stats.ts";
import { msSsimDiversity } from "../metrics/ms-ssim-diversity.ts";
import { decodeReadable } from "../pixels/decode.ts";
import { evenlyChosen } from "./embed-checkpoint.ts";
import type { EmbeddedMember } from "./gathered-images.ts";

/** At 128 pixels a side 20 MB. */
const MOST_IMAGES = 400;
/** Sides at which pictures are compared; the largest that no picture is smaller than, or the smallest. */
const SIDES = [128, 64, 32];
const FEWEST_IMAGES = 3;
/** Of the pairs. */
const SEED = 0;

/**
 * @param images the embedded images of `source`, sorted by content
 * @returns null when fewer than 3 images can still be read
 */
export const measureMsSsim = async (
  source: ImageCheckpoint,
  images: readonly EmbeddedMember[],
  threads: number,
): Promise<Estimate | null> => {
  const { chosen, files } = evenlyChosen(source, images, MOST_IMAGES);
  const smallestSide = SIDES.at(-1)!;
  const small = await decodeReadable(files, smallestSide, threads);
  const smallest = least(small.flatMap(({ width, height }) => [width, height]));
  const side = SIDES.find((candidate) => candidate <= smallest) ?? smallestSide;
  const decoded = await decodeReadable(files, side, threads);
  const pictures = new Map(decoded.map(({ member, pixels }) => [member, pixels]));
  const readable = chosen.flatMap(({ member }) => pictures.get(member) ?? []);
  return readable.length < FEWEST_IMAGES ? null : msSsimDiversity(readable, side, seededRandom(SEED));
};
