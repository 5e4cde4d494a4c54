/** Mildly changed copies of an image: what a person would call the same picture. */

/** In this order they take turns. */
export const PERTURBATIONS = ["noise", "JPEG", "a shift of one pixel"] as const;
export type Perturbation = (typeof PERTURBATIONS)[number];

/** Standard deviation of the noise, grey levels. */
const NOISE = 4;
/** Quantisation step of every coefficient of an 8 x 8 block, grey levels: about JPEG at quality 75. */
const STEP = 12;
const BLOCK = 8;

/**
 * @param pixels size x size x 3 bytes
 * @param random uniform numbers in [0, 1)
 */
export const perturb = (pixels: Uint8Array, size: number, kind: Perturbation, random: () => number): Uint8Array => {
  if (kind === "noise") return noisy(pixels, random);
  return kind === "JPEG" ? quantised(pixels, size) : shifted(pixels, size, random() < 0.5 ? 0 : 1);
};

const noisy = (pixels: Uint8Array, random: () => number): Uint8Array => {
  const result = new Uint8Array(pixels.length);
  for (let at = 0; at < pixels.length; at++) result[at] = toByte(pixels[at]! + NOISE * normal(random));
  return result;
};

const toByte = (value: number): number => Math.max(0, Math.min(255, Math.round(value)));

/** Box & Muller 1958. */
const normal = (random: () => number): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** Right or down by one pixel; the border repeats. */
const shifted = (pixels: Uint8Array, size: number, axis: 0 | 1): Uint8Array => {
  const result = new Uint8Array(pixels.length);
  const row = 3 * size;
  for (let y = 0; y < size; y++) {
    const from = axis === 1 ? Math.max(0, y - 1) * row : y * row;
    const whole = pixels.subarray(from, from + row);
    if (axis === 1) result.set(whole, y * row);
    else {
      result.set(whole.subarray(0, 3), y * row);
      result.set(whole.subarray(0, row - 3), y * row + 3);
    }
  }
  return result;
};

/** COSINES[u * 8 + x]: the orthonormal type-2 cosine transform of 8 values; its inverse is the transposed matrix. */
const COSINES = Float64Array.from({ length: BLOCK * BLOCK }, (_, index) => {
  const [u, x] = [Math.floor(index / BLOCK), index % BLOCK];
  return Math.sqrt((u === 0 ? 1 : 2) / BLOCK) * Math.cos(((2 * x + 1) * u * Math.PI) / (2 * BLOCK));
});
const INVERSE = COSINES.map((_, index) => COSINES[(index % BLOCK) * BLOCK + Math.floor(index / BLOCK)]!);

/** Each channel in blocks of 8 x 8, its cosine coefficients rounded to steps, as JPEG does. Rests at the border stay. */
const quantised = (pixels: Uint8Array, size: number): Uint8Array => {
  const result = Uint8Array.from(pixels);
  const block = new Float64Array(BLOCK * BLOCK);
  const turned = new Float64Array(BLOCK * BLOCK);
  for (let channel = 0; channel < 3; channel++)
    for (let top = 0; top + BLOCK <= size; top += BLOCK)
      for (let left = 0; left + BLOCK <= size; left += BLOCK) {
        const first = 3 * (top * size + left) + channel;
        for (let y = 0, at = 0; y < BLOCK; y++)
          for (let x = 0, from = first + 3 * y * size; x < BLOCK; x++, from += 3) block[at++] = pixels[from]!;
        alongRows(block, COSINES, turned);
        alongRows(turned, COSINES, block);
        for (let at = 0; at < block.length; at++) block[at] = STEP * Math.round(block[at]! / STEP);
        alongRows(block, INVERSE, turned);
        alongRows(turned, INVERSE, block);
        for (let y = 0, at = 0; y < BLOCK; y++)
          for (let x = 0, to = first + 3 * y * size; x < BLOCK; x++, to += 3) result[to] = toByte(block[at++]!);
      }
  return result;
};

/** Multiplies each row of a block by the matrix and turns the result over, so that twice is both directions. */
const alongRows = (rows: Float64Array, matrix: Float64Array, turned: Float64Array): void => {
  for (let row = 0; row < BLOCK; row++)
    for (let u = 0; u < BLOCK; u++) {
      let sum = 0;
      for (let x = 0; x < BLOCK; x++) sum += matrix[u * BLOCK + x]! * rows[row * BLOCK + x]!;
      turned[u * BLOCK + row] = sum;
    }
};
