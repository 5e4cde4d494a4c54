/** |row|^2 of every row, in double precision. @param vectors n x dimension */
export const squaredLengths = (vectors: Float32Array, dimension: number): Float64Array => {
  const lengths = new Float64Array(vectors.length / dimension);
  for (let row = 0; row < lengths.length; row++)
    for (let k = 0; k < dimension; k++) lengths[row]! += vectors[row * dimension + k]! ** 2;
  return lengths;
};
