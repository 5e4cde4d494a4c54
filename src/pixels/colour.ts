/** Whether a picture has colours at all. */

/** Grey levels between the channels, on average: grey pictures saved as JPEG or as colour differ by less. */
const COLOURED = 2;

/** @param pixels RGB interleaved, one or more */
export const isGrey = (pixels: Uint8Array): boolean => {
  let sum = 0;
  for (let at = 0; at < pixels.length; at += 3) {
    const [red, green, blue] = [pixels[at]!, pixels[at + 1]!, pixels[at + 2]!];
    sum += Math.max(red, green, blue) - Math.min(red, green, blue);
  }
  return sum / (pixels.length / 3) < COLOURED;
};
