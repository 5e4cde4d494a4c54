/** Counts a share of the pairs of a large checkpoint; encodes what was counted so that shares add up in any order. */
import { pairBlocks } from "../../pairs/blocks/pair-blocks.ts";
import { type PairPartial, PairTotals } from "../../pairs/blocks/pair-totals.ts";
import { lanesFor, reduceBlocks } from "../../pairs/blocks/reduce-blocks.ts";
import { PAIR_BOUNDS, pairQuery } from "../../pairs/pair-pass.ts";
import type { SharedStore } from "../../shared/shared-store.ts";
import type { TaskLab } from "./embed-task.ts";
import { storedMatrix } from "./matrix.ts";
import type { Plan } from "./plan.ts";
import { aligned, bytesOf, seal, unseal } from "./sealed.ts";
import { type PairsTask, type RowsTask, resultOf } from "./task.ts";

const MAGIC = "GDPAIR01";
const HEAD = 4;
export const LARGEST_PARTIAL = 2 ** 31;

/** @throws InputError when the matrix is damaged */
export const pairsTask = async (
  task: PairsTask,
  { plan, store }: { plan: Plan; store: SharedStore },
  { backend, stages }: TaskLab,
): Promise<void> => {
  const rowsTask = plan.tasks[task.of - 1] as RowsTask;
  const rows = await storedMatrix(rowsTask, task.of, store);
  const lanes = lanesFor(rows.n, backend);
  // Images that could not be read, or are blank, may leave fewer blocks than were planned for.
  const partial = lanes
    ? await reduceBlocks(rows, pairQuery(rows.n, rowsTask.threshold), lanes, {
        blocks: pairBlocks(rows.n).slice(task.from, task.to),
        onBlock: () => stages.check(),
      })
    : new PairTotals(rows.n, PAIR_BOUNDS).partial();
  await store.put(resultOf(task), encodePartial(partial));
};

export const encodePartial = ({ n, counts, joined, histogram, lowest }: PairPartial): Buffer => {
  const json = Buffer.from(JSON.stringify({ n, bounds: counts.length, histogram, lowest }));
  const head = Buffer.alloc(HEAD);
  head.writeUInt32LE(json.length);
  return seal(MAGIC, [head, json, ...counts.map(bytesOf), bytesOf(joined)]);
};

/** @param n rows of the matrix @returns null where it is damaged, or of another matrix */
export const decodePartial = (bytes: Buffer, n: number): PairPartial | null => {
  const body = unseal(MAGIC, bytes);
  if (!body || body.length < HEAD) return null;
  const start = HEAD + body.readUInt32LE();
  if (start > body.length) return null;
  const said = readHead(body.toString("utf8", HEAD, start));
  if (said?.n !== n || body.length !== start + 4 * n * (said.bounds + 1)) return null;
  const list = (index: number) =>
    new Uint32Array(aligned(body.subarray(start + 4 * n * index, start + 4 * n * (index + 1))));
  const joined = list(said.bounds);
  // A row is joined with itself or one before it: anything else would lead out of the matrix.
  if (joined.some((first, row) => first > row)) return null;
  return {
    n,
    counts: Array.from({ length: said.bounds }, (_, index) => list(index)),
    joined,
    histogram: said.histogram,
    lowest: said.lowest,
  };
};

type Head = Pick<PairPartial, "n" | "histogram" | "lowest"> & { bounds: number };

const MOST_BINS = 10_000;

const readHead = (text: string): Head | null => {
  try {
    const { n, bounds, histogram, lowest } = JSON.parse(text) as Head;
    const isSound =
      (bounds === 1 || bounds === 2) &&
      histogram.length <= MOST_BINS &&
      histogram.every((count) => Number.isSafeInteger(count) && count >= 0) &&
      (lowest === null || (isRow(lowest.row, n) && isRow(lowest.column, n) && typeof lowest.similarity === "number"));
    return isSound ? { n, bounds, histogram, lowest } : null;
  } catch {
    return null;
  }
};

const isRow = (row: number, n: number): boolean => Number.isSafeInteger(row) && row >= 0 && row < n;
