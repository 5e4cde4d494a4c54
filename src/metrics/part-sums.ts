/** U-RKE by one part of the embeddings, without a pass over all pairs of many images: the sum of k^2 is |X^T X|^2 (Frobenius). */
import { countOf, type Rows, rowsAt, unitParts } from "../kit/rows.ts";
import { type PairSums, sumsOfSample } from "./pair-mean.ts";
import { innerProductsOfRows, quadraticForms } from "./products.ts";
import { innerProductsOfColumns } from "./spectrum.ts";

/** Rows whose sums are measured: their variance is then known to 4 %. */
const SAMPLED_ROWS = 1000;
/** Rows among which fourth powers are measured. */
const SAMPLED_SQUARE = 400;

/**
 * The sums of h = k^2 over all pairs, k the cosine within the values [start, end) of the rows.
 * @param rows m of them; no part may be the zero vector
 * @param blanks further images that are alike among themselves and like no other; m + blanks >= 3
 * @param moments X^T X of the whole rows, where it is known; then the part must be of one length in all rows
 */
export const partSums = (
  all: Rows,
  [start, end]: readonly [number, number],
  blanks: number,
  moments?: Float64Array,
): PairSums => {
  const length = end - start;
  const m = countOf(all);
  const n = m + blanks;
  // The part of all rows is made only where all of it is needed: of 100,000 images it takes 100 MB.
  const partOf = (from: number, to: number) =>
    unitParts({ ...all, values: rowsAt(all, from, to) }, [start, end]).values;
  const products = () =>
    moments ? normalisedBlock(moments, all.dimension, [start, end], m) : innerProductsOfColumns(partOf(0, m), length);
  const cosines = innerProductsOfRows(partOf(0, m > length ? Math.min(m, SAMPLED_SQUARE) : m), length);
  const { total, rows } =
    m > length ? throughColumns(m, (row) => partOf(row, row + 1), products()) : throughRows(cosines, m);
  const sample = rows.map((row) => ({ row, images: m / rows.length }));
  if (blanks > 0) sample.push({ row: blanks - 1, images: blanks });
  const mean = (total + blanks * (blanks - 1)) / (n * (n - 1));
  return sumsOfSample(mean, fourthPowerMean(cosines, blanks, m), sample);
};

/** The sum of k^2 over i != j, and its part in each row or in an even sample of them. */
interface Squares {
  total: number;
  rows: number[];
}

const throughRows = (cosines: Float64Array, m: number): Squares => {
  const rows = Array.from({ length: m }, (_, row) => {
    let sum = 0;
    for (let other = 0; other < m; other++) if (other !== row) sum += cosines[row * m + other]! ** 2;
    return sum;
  });
  return { total: rows.reduce((sum, row) => sum + row, 0), rows };
};

/**
 * @param partOf the part of one row
 * @param products X^T X of the part
 */
const throughColumns = (m: number, partOf: (row: number) => Float32Array, products: Float64Array): Squares => {
  const count = Math.min(m, SAMPLED_ROWS);
  const length = Math.sqrt(products.length);
  const sampled = new Float32Array(count * length);
  for (let index = 0; index < count; index++) sampled.set(partOf(Math.floor((index * m) / count)), index * length);
  return {
    total: products.reduce((sum, value) => sum + value * value, 0) - m,
    rows: Array.from(quadraticForms(products, sampled, length), (form) => form - 1),
  };
};

/** X^T X of one part as if its rows were of length 1: the trace is the sum of their squared lengths. */
const normalisedBlock = (
  moments: Float64Array,
  dimension: number,
  [start, end]: readonly [number, number],
  m: number,
): Float64Array => {
  const length = end - start;
  const block = new Float64Array(length * length);
  let trace = 0;
  for (let a = 0; a < length; a++) {
    for (let b = 0; b < length; b++) block[a * length + b] = moments[(start + a) * dimension + start + b]!;
    trace += block[a * length + a]!;
  }
  return block.map((value) => (value * m) / trace);
};

/** The cosines of as many of the first rows as `fourthPowerMean` looks at. */
export const cosinesOfFirst = (rows: Rows): Float64Array =>
  innerProductsOfRows(rowsAt(rows, 0, Math.min(countOf(rows), SAMPLED_SQUARE)), rows.dimension);

/**
 * Mean of k^4 over i != j, measured among the first rows, which must not be sorted by what they show.
 * @param cosines of the first rows with each other, row by row
 * @param m the rows there are
 */
export const fourthPowerMean = (cosines: Float64Array, blanks: number, m: number): number => {
  const n = m + blanks;
  const rows = Math.sqrt(cosines.length);
  let sum = 0;
  for (let a = 0; a < rows; a++)
    for (let b = 0; b < a; b++) {
      const square = cosines[a * rows + b]! * cosines[a * rows + b]!;
      sum += 2 * square * square;
    }
  const mean = rows < 2 ? 0 : sum / (rows * (rows - 1));
  return (mean * m * (m - 1) + blanks * (blanks - 1)) / (n * (n - 1));
};
