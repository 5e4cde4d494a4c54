/** Images that hold nothing to judge: blank ones, and noise without spatial structure. */

/** One step of an 8-bit channel: a smaller standard deviation is invisible. */
const BLANK_SPREAD = 1;
/**
 * Neighbouring pixels of pictures correlate by .8 and more, those of independent noise by 0 +- 1/size. A generator that
 * upsamples noise smooths it a little, so the line lies well above 0.
 */
const STRUCTURELESS_CORRELATION = 0.3;

export type ImageFault = "blank" | "structureless" | null;

/**
 * @param spread largest standard deviation of a colour channel, 0..255
 * @param neighbourCorrelation correlation of neighbouring pixels in [-1, 1], null for a constant image
 */
export const imageFault = (image: { spread: number; neighbourCorrelation: number | null }): ImageFault => {
  if (image.spread < BLANK_SPREAD) return "blank";
  if (image.neighbourCorrelation !== null && image.neighbourCorrelation < STRUCTURELESS_CORRELATION)
    return "structureless";
  return null;
};
