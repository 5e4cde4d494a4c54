/** Vendi score: the exponential of the Renyi entropy of the eigenvalues of K / n (Friedman & Dieng 2023; Pasarkar & Dieng 2024). */
import type { Estimate } from "../analysis/analysis.ts";
import { Z95 } from "./intervals.ts";
import { weighedProjections } from "./products.ts";
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
  const logs = values.map(Math.log);
  if (m > dimension) {
    const some = new Float32Array(rows.length * dimension);
    for (const [at, row] of rows.entries())
      some.set(vectors.subarray(row * dimension, (row + 1) * dimension), at * dimension);
    return weighedProjections(axes, logs, some, dimension);
  }
  const sums = new Float64Array(rows.length);
  for (const [k, value] of values.entries())
    for (const [at, row] of rows.entries()) sums[at]! += m * value * axes[k * length + row]! ** 2 * logs[k]!;
  return sums;
};
