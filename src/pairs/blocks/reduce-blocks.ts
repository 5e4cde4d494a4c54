/** Sends blocks of pairs to the lanes of a backend and adds up what they say: memory grows with the rows, never with the pairs. */
import type { Backend, Lanes, Tile } from "../../compute/backend.ts";
import { packageFile } from "../../kit/package-file.ts";
import { countOf, type Rows, type SomeRows, selectRows } from "../../kit/rows.ts";
import type { BlockDone, BlockJob, BlockQuery, StoredRows } from "./block-job.ts";
import { type PairPartial, PairTotals } from "./pair-totals.ts";

/** Built for threads, from the sources as from the package. */
const MODULE = packageFile("dist/lanes/block-work.js");

/** Pairs for which a lane is worth its start. */
const PER_LANE = 2 ** 24;
/** Jobs of each lane at work and next. */
const AHEAD = 2;

/** From so many rows on the work is worth the start of lanes. */
export const LANED_SET = 4000;

/** null where n rows are better compared without lanes, or the device has none. */
export const lanesFor = (n: number, { lanes }: Backend): Lanes | null => (n < LANED_SET ? null : lanes);

/** @param onBlock after each; what it throws ends the work */
export const reduceBlocks = async (
  rows: StoredRows,
  query: BlockQuery,
  lanes: Lanes,
  { blocks, onBlock }: { blocks: readonly Tile[]; onBlock?: ((done: number) => void) | undefined },
): Promise<PairPartial> => {
  const totals = new PairTotals(rows.n, query.bounds.length);
  lanes.allow(Math.ceil(blocks.reduce((sum, block) => sum + pairsIn(block), 0) / PER_LANE));
  const atWork: { block: Tile; done: Promise<unknown> }[] = [];
  let finished = 0;
  const finish = async () => {
    const { block, done } = atWork.shift()!;
    totals.addBlock(block, (await done) as BlockDone);
    onBlock?.(++finished);
  };
  for (const block of blocks) {
    if (atWork.length >= AHEAD * lanes.count + 1) await finish();
    const job: BlockJob = { rows, block, query };
    const done = lanes.work({ module: MODULE, job, transfer: [] });
    // Awaited in its turn; until then a failure is no unhandled one.
    done.catch(() => {});
    atWork.push({ block, done });
  }
  while (atWork.length > 0) await finish();
  return totals.partial();
};

const pairsIn = ({ rowStart, rowEnd, columnStart, columnEnd }: Tile): number =>
  (rowEnd - rowStart) * (columnEnd - columnStart);

/** The rows where threads can read them: copied unless they lie there. */
export const storedRows = (rows: Rows): StoredRows => {
  const { values, dimension } = rows;
  const n = countOf(rows);
  if (values.buffer instanceof SharedArrayBuffer && values.byteOffset === 0)
    return { shared: values.buffer, n, dimension };
  const shared = new SharedArrayBuffer(values.byteLength);
  new Float32Array(shared).set(values);
  return { shared, n, dimension };
};

export const storedSome = ({ all, chosen }: SomeRows): StoredRows => {
  const { values, dimension } = all;
  const n = chosen.length;
  if (n === countOf(all)) return storedRows(all);
  if (!(values.buffer instanceof SharedArrayBuffer && values.byteOffset === 0))
    return storedRows(selectRows(all, chosen));
  const places = new Uint32Array(new SharedArrayBuffer(4 * n));
  places.set(chosen);
  return { shared: values.buffer, n, dimension, chosen: places };
};
