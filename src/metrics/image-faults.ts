/** Images that hold nothing to judge: blank ones, and noise without spatial structure. */

/** One step of an 8-bit channel: a smaller standard deviation is invisible. */
const BLANK_SPREAD = 1;
/**
 * At native scale, neighbouring pixels of independent noise correlate by 0 +- 1/size. Measured: noise of real runs -.31 to .15,
 * the least correlated of 7,000 real pictures and of the sheets of healthy runs .27. Regular stripes reach -1.
 */
const STRUCTURELESS = { above: -0.5, below: 0.2 } as const;

export type ImageFault = "blank" | "structureless" | null;

/**
 * @param spread largest standard deviation of a colour channel, 0..255
 * @param neighbourCorrelation correlation of neighbouring pixels in [-1, 1], null for a constant image
 */
export const imageFault = (image: { spread: number; neighbourCorrelation: number | null }): ImageFault => {
  if (image.spread < BLANK_SPREAD) return "blank";
  const { neighbourCorrelation: correlation } = image;
  if (correlation !== null && correlation > STRUCTURELESS.above && correlation < STRUCTURELESS.below)
    return "structureless";
  return null;
};
