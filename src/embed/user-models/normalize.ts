/** What a user's model sees of an image. */
import type { ModelShape } from "../../compute/model-file.ts";
import { NORMALIZATIONS, type Normalization } from "./normalizations.ts";

/**
 * Writes the normalised image into `target` from `offset` on, in the layout the model takes.
 * @param pixels size x size x 3 bytes, RGB
 */
export const normalizePixels = (
  pixels: Uint8Array,
  normalization: Normalization,
  layout: ModelShape["layout"],
  target: Float32Array,
  offset: number,
): void => {
  const { mean, deviation } = NORMALIZATIONS[normalization];
  const area = pixels.length / 3;
  for (let channel = 0; channel < 3; channel++) {
    const scale = 1 / (255 * deviation[channel]!);
    const shift = mean[channel]! / deviation[channel]!;
    const start = layout === "channels-first" ? channel * area : channel;
    const step = layout === "channels-first" ? 1 : 3;
    for (let index = 0; index < area; index++)
      target[offset + start + index * step] = pixels[index * 3 + channel]! * scale - shift;
  }
};
