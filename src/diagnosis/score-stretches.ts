/** The stretches of a log in which a failure state holds. */
import type { ScoreStretch } from "../analysis.ts";
import type { ScoreLog } from "../scores/score-log.ts";
import { medianOfFinite } from "../scores/summarize.ts";
import {
  DISCRIMINATOR_DOMINATES,
  EXPLOSION_FACTOR,
  EXPLOSION_FLOOR,
  EXPLOSION_WINDOWS,
  GENERATOR_DOMINATES,
  LASTING_SHARE,
  WARM_UP_SHARE,
} from "./score-policy.ts";
import { cutWindows, type ScoreWindow } from "./score-windows.ts";

/** In order of the states, then of the steps. Only stretches that last are kept, except for broken numbers. */
export const findStretches = (log: ScoreLog): ScoreStretch[] => {
  const windows = cutWindows(log);
  const fewest = Math.max(1, Math.ceil(LASTING_SHARE * windows.length));
  const warmUp = Math.ceil(WARM_UP_SHARE * windows.length);
  const discriminatorIsExact = log.series.some(({ name, basis }) => name === "scoreDiscriminator" && basis === "exact");
  const dominated = windows.map((window, index) => index >= warmUp && discriminatorDominates(window));
  return [
    ...stretches(windows, dominated, "discriminator-dominates", fewest),
    ...stretches(
      windows,
      windows.map((window) => generatorDominates(window, discriminatorIsExact)),
      "generator-dominates",
      fewest,
    ),
    ...stretches(windows, diverged(windows), "diverged", 1),
  ];
};

const discriminatorDominates = ({ generator, discriminator }: ScoreWindow): boolean =>
  generator !== null &&
  discriminator !== null &&
  generator < DISCRIMINATOR_DOMINATES.generatorBelow &&
  discriminator > DISCRIMINATOR_DOMINATES.discriminatorAbove;

/** A bound of the discriminator's score says nothing about how low the score is. */
const generatorDominates = ({ generator, discriminator }: ScoreWindow, discriminatorIsExact: boolean): boolean =>
  generator !== null &&
  (generator > GENERATOR_DOMINATES.generatorAbove ||
    (generator > GENERATOR_DOMINATES.orAbove &&
      discriminatorIsExact &&
      discriminator !== null &&
      discriminator < GENERATOR_DOMINATES.discriminatorBelow));

/** Broken numbers, or losses that have exploded against their own past for several windows. */
const diverged = (windows: readonly ScoreWindow[]): boolean[] => {
  const exploded = windows.map((window, index) =>
    window.losses.some((loss, series) => {
      const past = medianOfFinite(windows.slice(0, index).map(({ losses }) => Math.abs(losses[series] ?? Number.NaN)));
      return loss !== null && past !== null && Math.abs(loss) > Math.max(EXPLOSION_FLOOR, EXPLOSION_FACTOR * past);
    }),
  );
  return windows.map(({ brokenShare }, index) => brokenShare > 0 || inRun(exploded, index) >= EXPLOSION_WINDOWS);
};

/** Length of the run of true values around an index, 0 where it is false. */
const inRun = (flags: readonly boolean[], index: number): number => {
  if (!flags[index]) return 0;
  const before = flags.slice(0, index).lastIndexOf(false);
  const after = flags.indexOf(false, index);
  return (after === -1 ? flags.length : after) - before - 1;
};

const stretches = (
  windows: readonly ScoreWindow[],
  holds: readonly boolean[],
  state: ScoreStretch["state"],
  fewest: number,
): ScoreStretch[] => {
  const found: ScoreStretch[] = [];
  for (let start = 0; start < windows.length; start++) {
    if (!holds[start]) continue;
    const end = holds.indexOf(false, start) === -1 ? windows.length : holds.indexOf(false, start);
    if (end - start >= fewest)
      found.push({ state, from: windows[start]!.from, to: windows[end - 1]!.to, recovered: end < windows.length });
    start = end;
  }
  return found;
};
