/** Two checkpoints of which only the figures are known. */
import type { Analysis, Checkpoint, FigureDifference } from "../../analysis/analysis.ts";
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

/** Whether a figure of this name means the same for both. */
export const isComparable = (name: string, base: Checkpoint | undefined, other: Checkpoint | undefined): boolean =>
  !BY_NUMBER.has(name) || base?.images === other?.images;

export const METHOD =
  "from the intervals of both analyses (Zou and Donner), widened so that all figures together hold at 95 %";

/** Every figure that both have with an interval. @param checkpoints that are told together */
export const compareFigures = (
  [base, from]: readonly [Analysis, number],
  [other, to]: readonly [Analysis, number],
  checkpoints: number,
): FigureDifference[] => {
  const both = FIGURE_NAMES.flatMap((name) => {
    const [a, b] = [figureOf(base, from, name), figureOf(other, to, name)];
    if (!a?.interval || !b?.interval || !isComparable(name, base.checkpoints[from], other.checkpoints[to])) return [];
    return [{ name, a: { value: a.value, ...a.interval }, b: { value: b.value, ...b.interval } }];
  });
  return both.map(({ name, a, b }) => ({
    name,
    base: a.value,
    other: b.value,
    ...differenceOfEstimates(a, b, both.length * checkpoints),
  }));
};
