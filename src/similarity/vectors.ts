/** Copies the rows with the given indices into a new matrix. @param vectors n x dimension */
export const selectRows = (vectors: Float32Array, dimension: number, rows: readonly number[]): Float32Array => {
  const selected = new Float32Array(rows.length * dimension);
  rows.forEach((row, index) => {
    selected.set(vectors.subarray(row * dimension, (row + 1) * dimension), index * dimension);
  });
  return selected;
};
