/** The two least similar rows of a set, over all pairs, in O(m) memory beside the rows. */
import { BARRED, type Backend } from "../compute/backend.ts";
import { allSimilarities } from "./all-similarities.ts";
import { REDUCED_TILE, upperTriangle } from "./tiles.ts";

/** Up to this many rows all similarities are looked at, 1 MB. */
const MATRIX_LIMIT = 512;

export interface LowestPair {
  /** Ascending; the first such pair. */
  pair: [number, number];
  similarity: number;
}

/** @param vectors m x dimension, m >= 2 */
export const lowestPair = (vectors: Float32Array, dimension: number, backend: Backend): Promise<LowestPair> =>
  vectors.length / dimension <= MATRIX_LIMIT
    ? lowestInMatrix(vectors, dimension, backend)
    : lowestInTiles(vectors, dimension, backend);

const lowestInMatrix = async (vectors: Float32Array, dimension: number, backend: Backend): Promise<LowestPair> => {
  const m = vectors.length / dimension;
  const similarities = await allSimilarities(vectors, dimension, backend);
  let found: LowestPair = { pair: [0, 1], similarity: Number.POSITIVE_INFINITY };
  for (let first = 0; first < m; first++)
    for (let second = first + 1; second < m; second++) {
      const similarity = similarities[first * m + second]!;
      if (similarity < found.similarity) found = { pair: [first, second], similarity };
    }
  return found;
};

/** The device finds the highest of the negated similarities per row; the row that has it is then looked at alone. */
const lowestInTiles = async (vectors: Float32Array, dimension: number, backend: Backend): Promise<LowestPair> => {
  const m = vectors.length / dimension;
  const negated = vectors.map((value) => -value);
  const labels = { rows: new Float32Array(m), columns: new Float32Array(m).fill(1) };
  let first = 0;
  let highest = BARRED / 2;
  const tiles = upperTriangle(m, REDUCED_TILE);
  const query = { bounds: [], labels, bar: "lower" } as const;
  for await (const { rowStart, highestElsewhere } of backend.reduceTiles(negated, vectors, dimension, tiles, query))
    highestElsewhere!.forEach((value, row) => {
      if (value < highest || (value === highest && rowStart + row >= first)) return;
      highest = value;
      first = rowStart + row;
    });

  const alone = vectors.subarray(first * dimension, (first + 1) * dimension);
  const rowTile = { rowStart: 0, rowEnd: 1, columnStart: 0, columnEnd: m };
  let found: LowestPair = { pair: [first, first + 1], similarity: Number.POSITIVE_INFINITY };
  for await (const { sample } of backend.reduceTiles(alone, vectors, dimension, [rowTile], {
    bounds: [],
    sampleStep: 1,
  }))
    for (let second = first + 1; second < m; second++)
      if (sample![second]! < found.similarity) found = { pair: [first, second], similarity: sample![second]! };
  return found;
};
