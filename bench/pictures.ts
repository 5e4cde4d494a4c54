/** Draws what the bench looks at. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";

const SIDE = 64;

/** Writes `count` distinct soft PNGs of 64 x 64, three waves with their own colours each. */
export const drawPictures = async (folder: string, count: number): Promise<void> => {
  mkdirSync(folder);
  for (let index = 0; index < count; index++)
    await sharp(waves(index), { raw: { width: SIDE, height: SIDE, channels: 3 } })
      .png()
      .toFile(join(folder, `${String(index).padStart(6, "0")}.png`));
};

const waves = (seed: number): Uint8Array => {
  let state = seed * 2654435761 + 1;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const drawn = Array.from(
    { length: 3 },
    () => [next() * 12, next() * 12, next() * 6, next(), next(), next()] as const,
  );
  const pixels = new Uint8Array(SIDE * SIDE * 3);
  for (let y = 0; y < SIDE; y++)
    for (let x = 0; x < SIDE; x++)
      for (const [fx, fy, phase, ...colour] of drawn) {
        const level = 42 * (1 + Math.sin((fx * x + fy * y) / SIDE + phase));
        for (let channel = 0; channel < 3; channel++)
          pixels[(y * SIDE + x) * 3 + channel]! += level * colour[channel as 0 | 1 | 2]!;
      }
  return pixels;
};
