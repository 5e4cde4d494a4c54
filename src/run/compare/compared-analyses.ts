/** Two checkpoints of which only the figures are known. */
import type { Analysis, FigureDifference } from "../../analysis/analysis.ts";
import { FIGURE_NAMES, figureOf } from "../../figures/figures.ts";
import { differenceOfEstimates } from "../../metrics/difference/estimates.ts";

/** Their expectation depends on the number of images, so they are compared at equal numbers only. */
const BY_NUMBER: ReadonlySet<string> = new Set([
  "vendiScore",
  "modeConcentration",
  "sampleCoverage",
  "hill.richness",
  "hill.shannon",
  "hill.simpson",
]);

export const METHOD =
  "from the intervals of both analyses (Zou and Donner), widened so that all figures together hold at 95 %";

/** Every figure that both have with an interval. @param checkpoints that are told together */
export const compareFigures = (
  [base, from]: readonly [Analysis, number],
  [other, to]: readonly [Analysis, number],
  checkpoints: number,
): FigureDifference[] => {
  const areEqual = base.checkpoints[from]?.images === other.checkpoints[to]?.images;
  const both = FIGURE_NAMES.flatMap((name) => {
    const [a, b] = [figureOf(base, from, name), figureOf(other, to, name)];
    if (!a?.interval || !b?.interval || (BY_NUMBER.has(name) && !areEqual)) return [];
    return [{ name, a: { value: a.value, ...a.interval }, b: { value: b.value, ...b.interval } }];
  });
  return both.map(({ name, a, b }) => ({
    name,
    base: a.value,
    other: b.value,
    ...differenceOfEstimates(a, b, both.length * checkpoints),
  }));
};
