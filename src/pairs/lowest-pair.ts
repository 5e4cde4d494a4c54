/** The two least similar rows of a set, over all pairs, in O(m) memory beside the rows. */
import { BARRED, type Backend, EVERY_VALUE } from "../compute/backend.ts";
import { countOf, type Rows, type SomeRows, selectRows } from "../kit/rows.ts";
import { allSimilarities } from "./all-similarities.ts";
import type { BlockQuery, Lowest } from "./blocks/block-job.ts";
import { pairBlocks } from "./blocks/pair-blocks.ts";
import { lanesFor, reduceBlocks, storedSome } from "./blocks/reduce-blocks.ts";
import { REDUCED_TILE, upperTriangle } from "./tiles.ts";

/** Up to this many rows all similarities are looked at, 1 MB. */
const MATRIX_LIMIT = 512;

export interface LowestPair {
  /** Ascending; the first such pair. */
  pair: [number, number];
  similarity: number;
}

/** @param rows two or more; the pair is told by their places among the chosen */
export const lowestPair = async (rows: SomeRows, backend: Backend): Promise<LowestPair> => {
  const n = rows.chosen.length;
  const lanes = lanesFor(n, backend);
  const found =
    lanes && (await reduceBlocks(storedSome(rows), NOTHING_REACHES, lanes, { blocks: pairBlocks(n) })).lowest;
  if (found && found.similarity > 0) return asPair(found);
  const selected = selectRows(rows.all, rows.chosen);
  return n <= MATRIX_LIMIT ? lowestInMatrix(selected, backend) : lowestInTiles(selected, backend);
};

const NOTHING_REACHES: BlockQuery = { bounds: [2], joins: false, sampleStep: null };

export const asPair = ({ row, column, similarity }: Lowest): LowestPair => ({ pair: [row, column], similarity });

const lowestInMatrix = async (rows: Rows, backend: Backend): Promise<LowestPair> => {
  const m = countOf(rows);
  const similarities = await allSimilarities(rows, backend);
  let found: LowestPair = { pair: [0, 1], similarity: Number.POSITIVE_INFINITY };
  for (let first = 0; first < m; first++)
    for (let second = first + 1; second < m; second++) {
      const similarity = similarities[first * m + second]!;
      if (similarity < found.similarity) found = { pair: [first, second], similarity };
    }
  return found;
};

/** The device finds the highest of the negated similarities per row; the row that has it is then looked at alone. */
const lowestInTiles = async (rows: Rows, backend: Backend): Promise<LowestPair> => {
  const m = countOf(rows);
  const negated = { ...rows, values: rows.values.map((value) => -value) };
  const labels = { rows: new Float32Array(m), columns: new Float32Array(m).fill(1) };
  let first = 0;
  let highest = BARRED / 2;
  const tiles = upperTriangle(m, REDUCED_TILE);
  const query = { bounds: [], labels, bar: "lower" } as const;
  for await (const { rowStart, highestElsewhere } of backend.reduceTiles(negated, rows, tiles, query))
    highestElsewhere!.forEach((value, row) => {
      if (value < highest || (value === highest && rowStart + row >= first)) return;
      highest = value;
      first = rowStart + row;
    });

  const alone = selectRows(rows, [first]);
  const rowTile = { rowStart: 0, rowEnd: 1, columnStart: 0, columnEnd: m };
  let found: LowestPair = { pair: [first, first + 1], similarity: Number.POSITIVE_INFINITY };
  for await (const { sample } of backend.reduceTiles(alone, rows, [rowTile], EVERY_VALUE))
    for (let second = first + 1; second < m; second++)
      if (sample![second]! < found.similarity) found = { pair: [first, second], similarity: sample![second]! };
  return found;
};
