/** Copies the rows with the given indices into a new matrix. @param vectors n x dimension */
export const selectRows = (vectors: Float32Array, dimension: number, rows: readonly number[]): Float32Array => {
  const selected = new Float32Array(rows.length * dimension);
  rows.forEach((row, index) => {
    selected.set(vectors.subarray(row * dimension, (row + 1) * dimension), index * dimension);
  });
  return selected;
};

/** Up to `most` of the rows 0..n-1, evenly spaced. */
export const evenRows = (n: number, most: number): number[] => {
  const count = Math.min(n, most);
  return Array.from({ length: count }, (_, index) => Math.floor((index * n) / count));
};
