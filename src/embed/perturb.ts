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
  if (kind === "noise") return Uint8Array.from(pixels, (value) => toByte(value + NOISE * normal(random)));
  return kind === "JPEG" ? quantised(pixels, size) : shifted(pixels, size, random() < 0.5 ? 0 : 1);
};

const toByte = (value: number): number => Math.max(0, Math.min(255, Math.round(value)));

/** Box & Muller 1958. */
const normal = (random: () => number): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** Right or down by one pixel; the border repeats. */
const shifted = (pixels: Uint8Array, size: number, axis: 0 | 1): Uint8Array => {
  const result = new Uint8Array(pixels.length);
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const from = Math.max(0, y - axis) * size + Math.max(0, x - 1 + axis);
      result.set(pixels.subarray(from * 3, from * 3 + 3), (y * size + x) * 3);
    }
  return result;
};

/** COSINES[u * 8 + x]: the orthonormal type-2 cosine transform of 8 values. */
const COSINES = Float64Array.from({ length: BLOCK * BLOCK }, (_, index) => {
  const [u, x] = [Math.floor(index / BLOCK), index % BLOCK];
  return Math.sqrt((u === 0 ? 1 : 2) / BLOCK) * Math.cos(((2 * x + 1) * u * Math.PI) / (2 * BLOCK));
});

/** Each channel in blocks of 8 x 8, its cosine coefficients rounded to steps, as JPEG does. Rests at the border stay. */
const quantised = (pixels: Uint8Array, size: number): Uint8Array => {
  const result = Uint8Array.from(pixels);
  const block = new Float64Array(BLOCK * BLOCK);
  for (let channel = 0; channel < 3; channel++)
    for (let top = 0; top + BLOCK <= size; top += BLOCK)
      for (let left = 0; left + BLOCK <= size; left += BLOCK) {
        const place = (index: number) =>
          ((top + Math.floor(index / BLOCK)) * size + left + (index % BLOCK)) * 3 + channel;
        for (let index = 0; index < block.length; index++) block[index] = pixels[place(index)]!;
        const coefficients = transform(block, false).map((value) => STEP * Math.round(value / STEP));
        transform(coefficients, true).forEach((value, index) => {
          result[place(index)] = toByte(value);
        });
      }
  return result;
};

/** Both directions of a block; the inverse is the transposed matrix. */
const transform = (block: Float64Array, inverse: boolean): Float64Array => {
  const cosine = (u: number, x: number) => COSINES[inverse ? x * BLOCK + u : u * BLOCK + x]!;
  const pass = (source: Float64Array): Float64Array => {
    const result = new Float64Array(source.length);
    for (let row = 0; row < BLOCK; row++)
      for (let u = 0; u < BLOCK; u++) {
        let sum = 0;
        for (let x = 0; x < BLOCK; x++) sum += cosine(u, x) * source[row * BLOCK + x]!;
        result[u * BLOCK + row] = sum;
      }
    return result;
  };
  return pass(pass(block));
};
