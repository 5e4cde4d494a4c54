import sharp from "sharp";
import type { Picture } from "../../src/pixels/picture.ts";
import { lcg } from "./random.ts";

/** Normal values, by Box and Muller. */
export const normal = (next: () => number): number =>
  Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());

export interface NoiseShape {
  side: number;
  /** Pixels; 1 is white. */
  grain: number;
  seed: number;
  /** Standard deviation, grey levels. */
  spread?: number;
  /** Grey levels added to red, green and blue, the same noise in all of them; left out: a noise of its own in each. */
  tint?: readonly [number, number, number];
}

/** What a generator draws before it has learnt anything: Gaussian pixels through smooth up-sampling. */
export const noisePicture = async ({ side, grain, seed, spread = 40, tint }: NoiseShape): Promise<Picture> => {
  const next = lcg(seed);
  const small = Math.ceil(side / grain) + 2;
  const pixels = new Uint8Array(small * small * 3);
  for (let at = 0; at < pixels.length; at += 3) {
    const same = normal(next);
    for (let channel = 0; channel < 3; channel++) {
      const value = 128 + (tint?.[channel] ?? 0) + spread * (tint ? same : normal(next));
      pixels[at + channel] = Math.max(0, Math.min(255, Math.round(value)));
    }
  }
  const large = Math.round(small * grain);
  const data = await sharp(pixels, { raw: { width: small, height: small, channels: 3 } })
    .resize(large, large, { kernel: "cubic" })
    .raw()
    .toBuffer();
  const offset = Math.floor((large - side) / 2);
  const cut = await sharp(data, { raw: { width: large, height: large, channels: 3 } })
    .extract({ left: offset, top: offset, width: side, height: side })
    .raw()
    .toBuffer();
  return { pixels: cut, width: side, height: side };
};
