/** Images that hold nothing to judge: blank ones, and noise without spatial structure. */

/** One step of an 8-bit channel: a smaller standard deviation is invisible. */
const BLANK_SPREAD = 1;

export type ImageFault = "blank" | "structureless" | null;

/** @param image its spread: largest standard deviation of a colour channel, 0..255 */
export const imageFault = ({ spread, isNoise }: { spread: number; isNoise: boolean }): ImageFault => {
  if (spread < BLANK_SPREAD) return "blank";
  return isNoise ? "structureless" : null;
};
