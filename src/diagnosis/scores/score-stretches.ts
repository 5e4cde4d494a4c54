/** The stretches of a log in which a failure state holds. */
import type { ScoreStretch } from "../../analysis/analysis.ts";
import type { ScoreLog } from "../../scores/score-log.ts";
import { runsOf } from "../runs.ts";
import { brokenSpans, type RowSpan } from "./broken-rows.ts";
import { explodedSpans } from "./exploded-rows.ts";
import { realLabel } from "./real-label.ts";
import { changePoint } from "./score-onsets.ts";
import {
  DISCRIMINATOR_DOMINATES,
  GENERATOR_DOMINATES,
  LASTING_SHARE,
  SATURATED_HALVES,
  SATURATED_LOSS,
  SATURATED_UNSTATED,
  WARM_UP_SHARE,
} from "./score-policy.ts";
import { cutWindows, rowOf, type ScoreWindow } from "./score-windows.ts";

/** In order of the states, then of the steps. Only stretches that last are kept, except for broken numbers. */
export const findStretches = (log: ScoreLog): ScoreStretch[] => {
  const windows = cutWindows(log);
  const fewest = Math.max(1, Math.ceil(LASTING_SHARE * windows.length));
  const warmUp = Math.ceil(WARM_UP_SHARE * windows.length);
  const discriminatorIsExact = log.series.some(
    ({ name, basis }) => name === "scoreDiscriminator" && (basis === "exact" || basis === "corrected-logit"),
  );
  const least = leastOfWinner(log);
  const discriminatorWins = (window: ScoreWindow) => discriminatorDominates(window, least) || hasNoError(window, log);
  const generatorWins = (window: ScoreWindow) => generatorDominates(window, discriminatorIsExact);
  const inRows = (own: readonly Stretch[], onset: (first: ScoreWindow, earliest: number) => number): ScoreStretch[] =>
    own.map(({ state, first, last, recovered }, index) => {
      const before = own[index - 1];
      const row = onset(windows[first]!, before ? windows[before.last]!.end + 1 : 0);
      return { state, from: log.steps[row]!, to: log.steps[windows[last]!.end]!, recovered };
    });
  const begins = (wins: (window: ScoreWindow) => boolean) => (first: ScoreWindow, earliest: number) =>
    changePoint((row) => wins(rowOf(log, row)), { earliest, start: first.start, end: first.end });
  const dominated = windows.map((window, index) => index >= warmUp && discriminatorWins(window));
  return [
    ...inRows(stretches(dominated, "discriminator-dominates", fewest), begins(discriminatorWins)),
    ...inRows(stretches(windows.map(generatorWins), "generator-dominates", fewest), begins(generatorWins)),
    ...joined([...brokenSpans(log), ...explodedSpans(log)]).map(
      ({ first, last, recovered }): ScoreStretch => ({
        state: "diverged",
        from: log.steps[first]!,
        to: log.steps[last]!,
        recovered,
      }),
    ),
  ];
};

/** The discriminator's score from which it dominates: of 1, or of what smoothed labels leave. */
export const leastOfWinner = (log: ScoreLog): number =>
  (DISCRIMINATOR_DOMINATES.discriminatorAbove * (1 + realLabel(log))) / 2;

const discriminatorDominates = ({ generator, discriminator }: ScoreWindow, least: number): boolean =>
  generator !== null &&
  discriminator !== null &&
  generator < DISCRIMINATOR_DOMINATES.generatorBelow &&
  discriminator > least;

/** The discriminator's loss is 0, in a log that gives no scores or only bounds of them. */
export const hasNoError = ({ losses: [generator, discriminator] }: ScoreWindow, log: ScoreLog): boolean => {
  if (discriminator === null || discriminator === undefined || discriminator < 0) return false;
  if (isSwitchedOff(log)) return false;
  const { kind } = log.loss;
  if (kind === "hinge") return discriminator < SATURATED_LOSS.hinge;
  if (isSumOfHalves(log)) return discriminator < SATURATED_HALVES;
  if (generator === null || generator === undefined) return false;
  const isNear = (label: number) => Math.abs(generator - label) <= SATURATED_LOSS.generatorWithin;
  if (kind === "lsgan") return discriminator < SATURATED_LOSS.leastSquares && (isNear(0.5) || isNear(1));
  const { discriminatorBelow, generatorAbove } = SATURATED_UNSTATED;
  return kind === "unstated" && discriminator < discriminatorBelow && generator > generatorAbove;
};

const switchedOff = new WeakMap<ScoreLog, boolean>();

/** A loss that is 0 on every row belongs to a term that is switched off, and not to a discriminator that is always right. */
const isSwitchedOff = (log: ScoreLog): boolean => {
  const known =
    switchedOff.get(log) ??
    !log.series.some(({ name, values }) => name === "lossDiscriminator" && values.some((value) => value));
  switchedOff.set(log, known);
  return known;
};

const isSumOfHalves = ({ series }: ScoreLog): boolean =>
  series.some(({ name, columns }) => name === "lossDiscriminator" && columns.length === 2);

/** A bound of the discriminator's score says nothing about how low the score is. */
const generatorDominates = ({ generator, discriminator }: ScoreWindow, discriminatorIsExact: boolean): boolean =>
  generator !== null &&
  (generator > GENERATOR_DOMINATES.generatorAbove ||
    (generator > GENERATOR_DOMINATES.orAbove &&
      discriminatorIsExact &&
      discriminator !== null &&
      discriminator < GENERATOR_DOMINATES.discriminatorBelow));

/** Spans that overlap or touch are one. */
const joined = (spans: readonly RowSpan[]): RowSpan[] => {
  const all: RowSpan[] = [];
  for (const span of spans.toSorted((a, b) => a.first - b.first)) {
    const before = all.at(-1);
    if (before && span.first <= before.last + 1) {
      before.recovered &&= span.recovered;
      before.last = Math.max(before.last, span.last);
    } else all.push({ ...span });
  }
  return all;
};

interface Stretch {
  state: ScoreStretch["state"];
  /** Windows. */
  first: number;
  last: number;
  recovered: boolean;
}

/** A state counts when it holds for `fewest` windows, and is left only when it stays out for as many. */
const stretches = (holds: readonly boolean[], state: ScoreStretch["state"], fewest: number): Stretch[] => {
  const joined: { first: number; last: number }[] = [];
  for (const run of runsOf(holds).filter(({ first, last }) => last - first + 1 >= fewest)) {
    const before = joined.at(-1);
    if (before && run.first - before.last - 1 < fewest) before.last = run.last;
    else joined.push(run);
  }
  return joined.map(({ first, last }) => ({ state, first, last, recovered: holds.length - 1 - last >= fewest }));
};
