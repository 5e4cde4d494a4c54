/** The passes behind occupancy. */
import type { Backend } from "../../compute/backend.ts";
import { countOf, type Rows, randomRows } from "../../kit/rows.ts";
import type { Occupancy } from "../../metrics/reference/occupied-share.ts";
import { perSize } from "../../metrics/reference/per-size.ts";
import type { ReferenceModel } from "../../metrics/reference/reference-model.ts";
import { compareSets } from "../../pairs/compare.ts";

const SEED = 6;
const SPLITS = 4;

/** @param samples centred as the model @returns null when the reference has no two halves */
export const passOccupancy = async (
  samples: Rows,
  model: ReferenceModel,
  backend: Backend,
): Promise<Occupancy | null> => {
  const size = Math.min(countOf(samples), Math.floor(model.n / 2));
  if (size < 2) return null;
  const { halves, byReal } = await halvesOfReference(model, size, backend);
  const bySamples: number[] = [];
  for (const [split, half] of halves.entries())
    bySamples.push(await distinctNearest(randomRows(samples, SEED + split, [0, size]), half, backend));
  return { size, bySamples, byReal };
};

const halvesOfReference = perSize(
  async (model, size, backend: Backend): Promise<{ halves: Rows[]; byReal: number[] }> => {
    const halves: Rows[] = [];
    const byReal: number[] = [];
    for (let split = 0; split < SPLITS; split++) {
      const half = randomRows(model.centred, SEED + split, [0, size]);
      halves.push(half);
      byReal.push(await distinctNearest(randomRows(model.centred, SEED + split, [size, 2 * size]), half, backend));
    }
    return { halves, byReal };
  },
);

const distinctNearest = async (samples: Rows, real: Rows, backend: Backend): Promise<number> =>
  new Set((await compareSets(samples, real, { nearest: 1 }, backend)).ofFirst.indices).size;
