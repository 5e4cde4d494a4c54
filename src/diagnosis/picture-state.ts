/** What the pictures of one checkpoint, and of the end of the run, show. */
import type { Checkpoint } from "../analysis.ts";
import type { PictureState } from "./check.ts";
import { COLLAPSED_DOMINANT_SHARE, COLLAPSED_PAIR_SHARE, FAULTY_SHARE, FEWEST_IMAGES } from "./policy.ts";

/** Blank and noisy checkpoints are named first: their images are also alike, but that is not why they are bad. */
export const pictureState = ({ images, metrics }: Checkpoint): PictureState => {
  if (images < FEWEST_IMAGES) return "unknown";
  if (metrics.blankShare >= FAULTY_SHARE) return "blank";
  if (metrics.structurelessShare >= FAULTY_SHARE) return "structureless";
  if (metrics.duplicatePairShare.value >= COLLAPSED_PAIR_SHARE || metrics.dominantModeShare >= COLLAPSED_DOMINANT_SHARE)
    return "collapsed";
  return "diverse";
};

/** The state of the last checkpoint that has enough images. */
export const finalPictureState = (checkpoints: readonly Checkpoint[]): PictureState =>
  checkpoints.map(pictureState).findLast((state) => state !== "unknown") ?? "unknown";

/** Stretches of checkpoints, in order, in which a state held. Indices are inclusive. */
export const stretchesOf = (
  checkpoints: readonly Checkpoint[],
  state: PictureState,
): { first: number; last: number }[] => {
  const stretches: { first: number; last: number }[] = [];
  checkpoints.forEach((checkpoint, index) => {
    if (pictureState(checkpoint) !== state) return;
    const open = stretches.at(-1);
    if (open?.last === index - 1) open.last = index;
    else stretches.push({ first: index, last: index });
  });
  return stretches;
};
