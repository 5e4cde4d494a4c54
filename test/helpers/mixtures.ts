import { lcg, unitRows } from "./random.ts";

/** Standard normal numbers (Box & Muller). */
const normals = (next: () => number): (() => number) => {
  return () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
};

const MODES = 12;

/** n unit rows of d values: MODES directions of equal chance, each with a normal spread; other seeds draw other rows of the same source. */
export const drawMixture = (n: number, d: number, seed: number, modes = MODES, spread = 0.25): Float32Array => {
  const centre = normals(lcg(4711));
  const centres = Float64Array.from({ length: MODES * d }, centre);
  const next = lcg(seed * 7919 + 13);
  for (let skip = 0; skip < 10; skip++) next();
  const draw = normals(next);
  const rows = new Float64Array(n * d);
  for (let row = 0; row < n; row++) {
    const mode = Math.floor(next() * modes);
    for (let k = 0; k < d; k++) rows[row * d + k] = centres[mode * d + k]! + spread * draw() * Math.sqrt(d) * 0.5;
  }
  return unitRows(rows, d);
};

export const namesOf = (rows: Float32Array, d: number): string[] =>
  Array.from({ length: rows.length / d }, (_, index) => `${index}.png`);

/** Path of every number in a value that is not finite. */
export const notFinite = (value: unknown, path = "value"): string[] => {
  if (typeof value === "number") return Number.isFinite(value) ? [] : [`${path} is ${value}`];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => notFinite(item, `${path}.${key}`));
};

/** Near-duplicates of every row among the others. */
export const degreesOf = (rows: Float32Array, dimension: number, threshold: number): number[] => {
  const n = rows.length / dimension;
  return Array.from({ length: n }, (_, row) => {
    let near = 0;
    for (let other = 0; other < n; other++) {
      let cosine = 0;
      for (let k = 0; k < dimension; k++) cosine += rows[row * dimension + k]! * rows[other * dimension + k]!;
      if (other !== row && cosine >= threshold) near++;
    }
    return near;
  });
};
