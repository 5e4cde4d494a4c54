/** What the metrics are computed from, measured by the tool's own passes. */
import type { EmbeddedSet } from "../../src/metrics/measure.ts";
import { groupThreshold } from "../../src/pairs/linkage/related-thresholds.ts";
import { runPairPass } from "../../src/pairs/pair-pass.ts";
import { rowHistograms } from "../../src/pairs/row-histograms.ts";
import { exactBackend } from "./exact-backend.ts";
import { asRows } from "./rows.ts";

/** @param given.groupSizes must fit the vectors */
export const embeddedSet = async (
  vectors: Float32Array,
  dimension: number,
  threshold: number,
  { groupSizes = [], blanks = 0 }: { groupSizes?: readonly number[]; blanks?: number } = {},
): Promise<EmbeddedSet> => {
  const rows = asRows(vectors, dimension);
  return {
    rows,
    structure: null,
    pairs: await runPairPass(rows, threshold, exactBackend),
    related: groupThreshold(threshold),
    spread: { whole: await rowHistograms(rows, exactBackend), structure: null },
    groupSizes,
    blanks,
  };
};
