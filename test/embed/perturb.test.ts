import sharp from "sharp";
import { expect, test } from "vitest";
import { PERTURBATIONS, perturb } from "../../src/embed/perturb.ts";
import { seededRandom } from "../../src/kit/random.ts";
import { drawing } from "../helpers/pictures.ts";
import { lcg } from "../helpers/random.ts";

const SIZE = 32;

const picture = async (seed: number): Promise<Uint8Array> => sharp(drawing(seed)).removeAlpha().raw().toBuffer();

/** Root mean square of the differences, grey levels. */
const distance = (a: Uint8Array, b: Uint8Array): number =>
  Math.sqrt(a.reduce((sum, value, index) => sum + (value - b[index]!) ** 2, 0) / a.length);

test("noise has a standard deviation of 4 grey levels", () => {
  const grey = new Uint8Array(SIZE * SIZE * 3).fill(128);
  const noisy = perturb(grey, SIZE, "noise", lcg(4));
  expect(distance(grey, noisy)).toBeGreaterThan(3.7);
  expect(distance(grey, noisy)).toBeLessThan(4.3);
});

test("the JPEG-like copy is as near to the picture as a real JPEG of middling quality", async () => {
  for (const seed of [1, 2, 3]) {
    const original = await picture(seed);
    const raw = { raw: { width: SIZE, height: SIZE, channels: 3 as const } };
    const real = async (quality: number) =>
      sharp(await sharp(original, raw).jpeg({ quality, chromaSubsampling: "4:4:4" }).toBuffer())
        .raw()
        .toBuffer();
    const ours = distance(original, perturb(original, SIZE, "JPEG", lcg(1)));
    expect(ours).toBeGreaterThan(distance(original, await real(98)));
    expect(ours).toBeLessThan(distance(original, await real(40)));
  }
});

test("a shift moves every pixel by one, right or down", async () => {
  const original = await picture(5);
  const at = (pixels: Uint8Array, x: number, y: number) => [
    ...pixels.subarray((y * SIZE + x) * 3, (y * SIZE + x) * 3 + 3),
  ];
  const right = perturb(original, SIZE, "a shift of one pixel", () => 0);
  const down = perturb(original, SIZE, "a shift of one pixel", () => 0.9);
  for (let y = 1; y < SIZE; y++)
    for (let x = 1; x < SIZE; x++) {
      expect(at(right, x, y)).toEqual(at(original, x - 1, y));
      expect(at(down, x, y)).toEqual(at(original, x, y - 1));
    }
});

test("the same seed gives the same copy, and the picture itself stays as it is", async () => {
  const original = await picture(7);
  const before = Uint8Array.from(original);
  for (const kind of PERTURBATIONS)
    expect(perturb(original, SIZE, kind, seededRandom(3))).toEqual(perturb(original, SIZE, kind, seededRandom(3)));
  expect(Uint8Array.from(original)).toEqual(before);
});
