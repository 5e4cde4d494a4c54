/** Multi-scale structural similarity of two pictures (Wang, Simoncelli & Bovik 2003), as GAN papers measure it (Odena et al. 2017). */

const WEIGHTS = [0.0448, 0.2856, 0.3001, 0.2363, 0.1333];
const WINDOW = 11;
const SIGMA = 1.5;
/** (k L)^2 with k1 = .01, k2 = .03 and L = 255. */
const C1 = (0.01 * 255) ** 2;
const C2 = (0.03 * 255) ** 2;

/** A picture as planes of numbers 0..255: channels x size x size. */
interface Planes {
  values: Float64Array;
  size: number;
}

/**
 * Structure at five scales and luminance at the coarsest, clipped at 0; windows shrink where a scale is smaller than they are.
 * @param first, second size x size x 3 bytes
 * @param size 16 or more
 * @returns in [0, 1]; 1 for equal pictures
 */
export const msSsim = (first: Uint8Array, second: Uint8Array, size: number): number => {
  let a = planesOf(first, size);
  let b = planesOf(second, size);
  let product = 1;
  WEIGHTS.forEach((weight, scale) => {
    const { ssim, structure } = compare(a, b);
    const last = scale === WEIGHTS.length - 1;
    product *= Math.max(0, last ? ssim : structure) ** weight;
    if (!last) {
      a = halved(a);
      b = halved(b);
    }
  });
  return product;
};

const planesOf = (pixels: Uint8Array, size: number): Planes => {
  const values = new Float64Array(pixels.length);
  const area = size * size;
  for (let index = 0; index < area; index++)
    for (let channel = 0; channel < 3; channel++) values[channel * area + index] = pixels[index * 3 + channel]!;
  return { values, size };
};

/** Means of 2 x 2 pixels. */
const halved = ({ values, size }: Planes): Planes => {
  const half = Math.floor(size / 2);
  const result = new Float64Array(3 * half * half);
  for (let channel = 0; channel < 3; channel++)
    for (let y = 0; y < half; y++)
      for (let x = 0; x < half; x++) {
        const at = channel * size * size + 2 * y * size + 2 * x;
        result[(channel * half + y) * half + x] =
          (values[at]! + values[at + 1]! + values[at + size]! + values[at + size + 1]!) / 4;
      }
  return { values: result, size: half };
};

const compare = (a: Planes, b: Planes): { ssim: number; structure: number } => {
  const window = gaussian(Math.min(WINDOW, a.size));
  const of = (term: (index: number) => number) =>
    smooth({ values: Float64Array.from(a.values, (_, index) => term(index)), size: a.size }, window);
  const meanA = of((index) => a.values[index]!);
  const meanB = of((index) => b.values[index]!);
  const squaresA = of((index) => a.values[index]! ** 2);
  const squaresB = of((index) => b.values[index]! ** 2);
  const products = of((index) => a.values[index]! * b.values[index]!);
  let ssim = 0;
  let structure = 0;
  for (let index = 0; index < meanA.length; index++) {
    const [mA, mB] = [meanA[index]!, meanB[index]!];
    const covariance = 2 * (products[index]! - mA * mB) + C2;
    const variances = squaresA[index]! - mA * mA + (squaresB[index]! - mB * mB) + C2;
    structure += covariance / variances;
    ssim += ((2 * mA * mB + C1) / (mA * mA + mB * mB + C1)) * (covariance / variances);
  }
  return { ssim: ssim / meanA.length, structure: structure / meanA.length };
};

/** Weights of a window of `length` pixels, sum 1; its width shrinks with it. */
const gaussian = (length: number): Float64Array => {
  const sigma = (length * SIGMA) / WINDOW;
  const weights = Float64Array.from({ length }, (_, index) =>
    Math.exp(-((index - (length - 1) / 2) ** 2) / (2 * sigma ** 2)),
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
};

/** Windowed means wherever the whole window fits: channels x (size - length + 1)^2. */
const smooth = ({ values, size }: Planes, window: Float64Array): Float64Array => {
  const fits = size - window.length + 1;
  const across = new Float64Array(3 * size * fits);
  for (let line = 0; line < 3 * size; line++)
    for (let x = 0; x < fits; x++) {
      let sum = 0;
      for (let tap = 0; tap < window.length; tap++) sum += window[tap]! * values[line * size + x + tap]!;
      across[line * fits + x] = sum;
    }
  const result = new Float64Array(3 * fits * fits);
  for (let channel = 0; channel < 3; channel++)
    for (let y = 0; y < fits; y++)
      for (let x = 0; x < fits; x++) {
        let sum = 0;
        for (let tap = 0; tap < window.length; tap++)
          sum += window[tap]! * across[(channel * size + y + tap) * fits + x]!;
        result[(channel * fits + y) * fits + x] = sum;
      }
  return result;
};
