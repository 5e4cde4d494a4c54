/** How much of the reference the samples reach: occupied cells by the nearest real image of each sample. */
import type { Calibrated } from "../../analysis/analysis.ts";
import { mean } from "../../kit/stats.ts";
import { Z95 } from "../intervals.ts";
import { distinctSpread, occupiedCells } from "./occupancy.ts";

/** Distinct real images that are the nearest one of `size` samples, and of as many other real images: one count per random half. */
export interface Occupancy {
  size: number;
  bySamples: readonly number[];
  byReal: readonly number[];
}

/**
 * Cells around real images are of unequal size, so a perfect generator does not read 1: the expectation is what one half of the
 * reference reads against the other, and the samples are compared with the same halves.
 */
export const occupiedShare = ({ size, bySamples, byReal }: Occupancy): Calibrated => {
  const seen = mean(bySamples);
  const share = (cells: number) => Math.min(1, occupiedCells(size, Math.max(1, Math.min(size, cells))) / size);
  const margin = Z95 * distinctSpread(size, Math.min(occupiedCells(size, seen), 1e9));
  return {
    value: share(seen),
    low: share(seen - margin),
    high: share(seen + margin),
    expected: share(mean(byReal)),
    method: `occupied cells of ${size} samples / ${size} real images, mean of ${bySamples.length} random halves; interval under equally likely cells`,
  };
};
