import type { LaneSession, Lanes } from "../../src/compute/backend.ts";
import { countOf, dot, rowsAt } from "../../src/kit/rows.ts";
import type { BlockJob } from "../../src/pairs/blocks/block-job.ts";
import { workInLane } from "../../src/pairs/blocks/block-work.ts";

const multiply: LaneSession["multiply"] = async (rows, columns, into) => {
  const width = countOf(columns);
  for (let row = 0; row < countOf(rows); row++)
    for (let column = 0; column < width; column++)
      into[row * width + column] = dot(rowsAt(rows, row), rowsAt(columns, column));
};

const unasked = () => Promise.reject(new Error("not for networks"));

/** Lanes that compare blocks of pairs on this thread, in plain loops. */
export const plainLanes: Lanes = {
  count: 2,
  warm: async () => {},
  allow: () => {},
  async work({ job }) {
    await new Promise((resolve) => setImmediate(resolve));
    const { output } = await workInLane(job as BlockJob, { multiply, run: unasked, ask: unasked });
    return output;
  },
};
