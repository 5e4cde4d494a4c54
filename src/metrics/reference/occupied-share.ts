/** How much of the reference the samples reach: occupied cells by the nearest real image of each sample. */
import type { Calibrated } from "../../analysis/analysis.ts";
import type { Backend } from "../../compute/backend.ts";
import { shuffledIndices } from "../../kit/random.ts";
import { runCrossPass } from "../../pairs/cross-pass.ts";
import { selectRows } from "../../pairs/vectors.ts";
import { Z95 } from "../intervals.ts";
import { distinctSpread, occupiedCells } from "../occupancy.ts";
import { perSize } from "./per-size.ts";
import type { ReferenceModel } from "./reference-model.ts";

const SEED = 6;
const SPLITS = 4;

/**
 * Cells around real images are of unequal size, so a perfect generator does not read 1: the expectation is what one half of the
 * reference reads against the other, and the samples are compared with the same halves.
 * @param samples centred as the model
 * @returns null when the reference has no two halves
 */
export const occupiedShare = async (
  samples: Float32Array,
  model: ReferenceModel,
  backend: Backend,
): Promise<Calibrated | null> => {
  const { dimension, n } = model;
  const size = Math.min(samples.length / dimension, Math.floor(n / 2));
  if (size < 2) return null;
  const { halves, expected } = await splitReference(model, size, backend);
  const distinct: number[] = [];
  for (const [split, half] of halves.entries())
    distinct.push(await distinctNearest(partOf(samples, dimension, SEED + split, 0, size), half, dimension, backend));
  const seen = mean(distinct);
  const share = (cells: number) => Math.min(1, occupiedCells(size, Math.max(1, Math.min(size, cells))) / size);
  const margin = Z95 * distinctSpread(size, Math.min(occupiedCells(size, seen), 1e9));
  return {
    value: share(seen),
    low: share(seen - margin),
    high: share(seen + margin),
    expected: share(expected),
    method: `occupied cells of ${size} samples / ${size} real images, mean of ${SPLITS} random halves; interval under equally likely cells`,
  };
};

const splitReference = perSize(
  async (model, size, backend: Backend): Promise<{ halves: Float32Array[]; expected: number }> => {
    const halves: Float32Array[] = [];
    const distinct: number[] = [];
    for (let split = 0; split < SPLITS; split++) {
      const half = partOf(model.centred, model.dimension, SEED + split, 0, size);
      const other = partOf(model.centred, model.dimension, SEED + split, size, 2 * size);
      halves.push(half);
      distinct.push(await distinctNearest(other, half, model.dimension, backend));
    }
    return { halves, expected: mean(distinct) };
  },
);

const distinctNearest = async (
  samples: Float32Array,
  real: Float32Array,
  dimension: number,
  backend: Backend,
): Promise<number> => new Set((await runCrossPass(samples, real, dimension, [], backend)).nearestOfFirst.indices).size;

const partOf = (rows: Float32Array, dimension: number, seed: number, start: number, end: number): Float32Array =>
  selectRows(rows, dimension, shuffledIndices(rows.length / dimension, seed).slice(start, end));

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
