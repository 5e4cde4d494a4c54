/** Each new channel is a random mixture of the old ones. */
import { AREA, type Image, mapPixels } from "../image.ts";
import { between, normal, type Random } from "../random.ts";

/** Weights of any sign; every new channel is stretched so that all but 2 % at each end lie within its new range. */
export const mixedChannels = (image: Image, random: Random): Image => {
  const channels = [0, 1, 2].map(() => {
    const weights = [normal(random), normal(random), normal(random)];
    const values = Float32Array.from({ length: AREA }, (_, pixel) =>
      weights.reduce((sum, weight, channel) => sum + weight * image[3 * pixel + channel]!, 0),
    );
    return stretched(values, [between(random, 0, 0.35), between(random, 0.65, 1)]);
  });
  return mapPixels((pixel) => [channels[0]![pixel]!, channels[1]![pixel]!, channels[2]![pixel]!]);
};

const stretched = (values: Float32Array, [low, high]: readonly [number, number]): Float32Array => {
  const sorted = values.slice().sort();
  const from = sorted[Math.floor(0.02 * AREA)]!;
  const to = sorted[Math.ceil(0.98 * AREA) - 1]!;
  const scale = (high - low) / Math.max(1e-3, to - from);
  return values.map((value) => low + (value - from) * scale);
};
