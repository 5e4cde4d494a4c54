/** Vendi score: the exponential of the Renyi entropy of the eigenvalues of K / n (Friedman & Dieng 2023; Pasarkar & Dieng 2024). */
import type { Estimate } from "../analysis/analysis.ts";
import { Z95 } from "./intervals.ts";
import type { Spectrum } from "./spectrum.ts";

/** Rows whose influence is measured for the interval: their spread is then known to 2 %. */
const INFLUENCE_ROWS = 1000;

/**
 * (sum of l^q)^(1/(1-q)); exp(-sum of l ln l) for q = 1, 1 / largest for q = Infinity.
 * @param eigenvalues positive, sum 1
 * @param order q >= 0
 */
export const vendiOfSpectrum = (eigenvalues: ArrayLike<number>, order: number): number => {
  const values = Array.from(eigenvalues);
  if (order === 1) return Math.exp(-values.reduce((sum, value) => sum + value * Math.log(value), 0));
  if (order === Number.POSITIVE_INFINITY) return 1 / values.reduce((largest, value) => Math.max(largest, value), 0);
  return values.reduce((sum, value) => sum + value ** order, 0) ** (1 / (1 - order));
};

/**
 * Order 1, from the images as they are: few images read low. The interval says how far other sets of n images would read,
 * not where the score of endless images lies: the delta method with the influence x^T ln(C) x of an image x on minus the entropy,
 * C = X^T X / n.
 * @param vectors m x dimension, unit rows
 * @param blanks further images that are alike among themselves and like no other; m + blanks >= 2
 */
export const vendiScore = (
  vectors: Float32Array,
  dimension: number,
  blanks: number,
  spectrum: Spectrum | null,
): Estimate => {
  const m = vectors.length / dimension;
  const n = m + blanks;
  const scaled = spectrum ? Array.from(spectrum.values, (value) => (value * m) / n) : [];
  const value = vendiOfSpectrum(blanks > 0 ? [...scaled, blanks / n] : scaled, 1);
  const factor = Math.exp((Z95 * influenceSpread(vectors, dimension, blanks, spectrum)) / Math.sqrt(n));
  return {
    value,
    low: Math.max(1, value / factor),
    high: value * factor,
    method: `Vendi score of order 1 of ${n} images, a plug-in that grows with their number; delta-method interval at this number`,
  };
};

/** Standard deviation of the images' influence on the entropy. */
const influenceSpread = (
  vectors: Float32Array,
  dimension: number,
  blanks: number,
  spectrum: Spectrum | null,
): number => {
  const m = vectors.length / dimension;
  const n = m + blanks;
  const step = Math.ceil(m / INFLUENCE_ROWS);
  const influences: number[] = [];
  if (spectrum) {
    const rows = Array.from({ length: Math.ceil(m / step) }, (_, index) => index * step);
    const logs = quadraticLogs(vectors, dimension, rows, spectrum);
    influences.push(...Array.from(logs, (value) => value + Math.log(m / n)));
  }
  const weight = influences.length === 0 ? 0 : m / n / influences.length;
  const ofBlanks = blanks === 0 ? 0 : Math.log(blanks / n);
  const mean = influences.reduce((sum, value) => sum + weight * value, (blanks / n) * ofBlanks);
  return Math.sqrt(
    influences.reduce((sum, value) => sum + weight * (value - mean) ** 2, (blanks / n) * (ofBlanks - mean) ** 2),
  );
};

/** x^T ln(C) x of each of some rows, C of all of them alone, through the projections on the eigenvectors of either route. */
const quadraticLogs = (
  vectors: Float32Array,
  dimension: number,
  rows: readonly number[],
  { values, vectors: axes, length }: Spectrum,
): Float64Array => {
  const m = vectors.length / dimension;
  const sums = new Float64Array(rows.length);
  const squares = new Float64Array(rows.length);
  values.forEach((value, k) => {
    const axis = axes.subarray(k * length, (k + 1) * length);
    if (m > dimension) squaredProjections(vectors, rows, axis, squares);
    else for (const [at, row] of rows.entries()) squares[at] = m * value * axis[row]! ** 2;
    const log = Math.log(value);
    for (let at = 0; at < sums.length; at++) sums[at]! += squares[at]! * log;
  });
  return sums;
};

/** Four rows at a time: their sums do not wait for each other. */
const squaredProjections = (
  vectors: Float32Array,
  rows: readonly number[],
  axis: Float64Array,
  squares: Float64Array,
): void => {
  const start = (at: number) => (rows[at] ?? rows.at(-1)!) * axis.length;
  for (let at = 0; at < rows.length; at += 4) {
    let [a, b, c, d] = [start(at), start(at + 1), start(at + 2), start(at + 3)];
    let [first, second, third, fourth] = [0, 0, 0, 0];
    for (let k = 0; k < axis.length; k++) {
      const along = axis[k]!;
      first += along * vectors[a++]!;
      second += along * vectors[b++]!;
      third += along * vectors[c++]!;
      fourth += along * vectors[d++]!;
    }
    squares.set([first ** 2, second ** 2, third ** 2, fourth ** 2].slice(0, rows.length - at), at);
  }
};
