/** A run held to what an earlier one could do: a regression has to be certain, for pictures of one generator differ too. */
import type { Analysis, Baseline, HeldFigure } from "../../analysis/analysis.ts";
import { InputError } from "../../errors.ts";
import { figureOf } from "../../figures/figures.ts";
import { ratioOfEstimates } from "../../metrics/difference/estimates.ts";
import { isComparable } from "./compared-analyses.ts";

/** More is better, none can be 0, and each has an interval. */
const DIVERSITY_FIGURES = ["diversityIndex", "structureIndex", "distinctModes", "vendiScore"] as const;

const METHOD =
  "ratio of both figures from their intervals (Donner and Zou), widened so that all figures together hold at 95 %";

/** The last checkpoints of both. @param maxDrop share in [0, 1) @throws InputError when they share no figure */
export const holdToBaseline = (base: Analysis, other: Analysis, maxDrop: number): Baseline => {
  const [from, to] = [base.checkpoints.length - 1, other.checkpoints.length - 1];
  const both = DIVERSITY_FIGURES.flatMap((name) => {
    const [a, b] = [figureOf(base, from, name), figureOf(other, to, name)];
    const known =
      a?.interval && b?.interval && a.value > 0 && isComparable(name, base.checkpoints[from], other.checkpoints[to]);
    return known ? [{ name, a: { value: a.value, ...a.interval! }, b: { value: b.value, ...b.interval! } }] : [];
  });
  if (both.length === 0)
    throw new InputError(
      "COMPARISON",
      "Expected a baseline and a run with pictures but they share no diversity figure. Next: name an analysis of pictures, written by gan-diversity check FOLDER --json FILE",
    );
  const figures = both.map(({ name, a, b }): HeldFigure => {
    const { ratio, low, high } = ratioOfEstimates(a, b, both.length);
    const drop = { drop: 1 - ratio, low: high === null ? null : 1 - high, high: low === null ? null : 1 - low };
    return { name, base: a.value, other: b.value, ...drop, regressed: drop.low !== null && drop.low > maxDrop };
  });
  return {
    maxDrop,
    base: base.checkpoints[from]!.label,
    other: other.checkpoints[to]!.label,
    method: METHOD,
    figures,
    regressed: figures.some(({ regressed }) => regressed),
  };
};
