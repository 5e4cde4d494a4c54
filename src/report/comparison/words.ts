/** How a comparison is said, on a terminal and on a page. Names are not escaped yet. */
import type { Baseline, ComparedCheckpoints, ComparedRun, HeldFigure } from "../../analysis/analysis.ts";
import { counted, number, share } from "../words.ts";

/** A for the first run, then B, C ... @param index counted from 0 */
export const letter = (index: number): string => (index < 26 ? String.fromCharCode(65 + index) : `${index + 1}`);

export const certainOf = ({ figures }: ComparedCheckpoints): number => figures.filter(({ certain }) => certain).length;

/** "B differs from A for certain at step 2400 (5 figures)." */
export const differenceSentence = ({ checkpoints }: ComparedRun, name: string): string => {
  const differing = checkpoints.filter((compared) => certainOf(compared) > 0);
  if (differing.length === 0) return `Nothing differs for certain between A and ${name}.`;
  const places = differing.map((compared) => `${placeOf(compared)} (${counted(certainOf(compared), "figure")})`);
  return `${name} differs from A for certain at ${places.join(", ")}.`;
};

/** "step 2400", or the labels of both */
export const placeOf = ({ base, other }: ComparedCheckpoints): string =>
  base === other ? base : `${base} and ${other}`;

export const signed = (value: number): string => (value > 0 ? `+${number(value)}` : number(value));

export const intervalText = (
  { low, high }: { low: number | null; high: number | null },
  say: (value: number) => string = signed,
): string => {
  if (low !== null && high !== null) return `${say(low)} to ${say(high)}`;
  if (low !== null) return `at least ${say(low)}`;
  return high === null ? "none" : `at most ${say(high)}`;
};

/** "Diversity has dropped for certain by more than 10 %: diversityIndex, structureIndex." */
export const baselineSentence = ({ regressed, figures, maxDrop }: Baseline): string => {
  if (!regressed) return `No diversity figure has dropped for certain by more than ${share(maxDrop)}.`;
  const names = figures.filter((figure) => figure.regressed).map(({ name }) => name);
  return `Diversity has dropped for certain by more than ${share(maxDrop)}: ${names.join(", ")}.`;
};

/** What became of a figure: one that may have dropped is no regression, and none that holds. */
export const heldWord = ({ drop, regressed }: HeldFigure, { maxDrop }: Baseline): "dropped" | "unsure" | "holds" =>
  regressed ? "dropped" : drop > maxDrop ? "unsure" : "holds";

/** "60 % (45 % to 71 %)" */
export const dropText = ({ drop, low, high }: HeldFigure): string =>
  `${share(drop)} (${intervalText({ low, high }, share)})`;

/** What the intervals promise. */
export const promiseSentence = (threshold: number | null, seed: number): string =>
  `Intervals are simultaneous: the chance that any figure of a run is called different where nothing is, is at most 5 %.${threshold === null ? "" : ` Near-duplicates from ${threshold} on.`} Seed ${seed}.`;
