/** The spans of rows in which a loss has exploded against its own calm past. */
import { medianOfFinite } from "../../kit/stats.ts";
import type { ScoreLog } from "../../scores/score-log.ts";
import { runsOf } from "../runs.ts";
import type { RowSpan } from "./broken-rows.ts";
import { changePoint } from "./score-onsets.ts";
import { EXPLOSION_FACTOR, EXPLOSION_FLOOR, EXPLOSION_WINDOWS } from "./score-policy.ts";
import { cutWindows } from "./score-windows.ts";

interface Followed {
  name: string;
  values: readonly (number | null)[];
  /** Per window what its median exceeded; null for the others. */
  limits: (number | null)[];
}

export const explodedSpans = (log: ScoreLog): RowSpan[] => {
  const windows = cutWindows(log);
  const all = followed(log);
  const exploded = windows.map((_, index) => all.some(({ limits }) => limits[index] !== null));
  return longRuns(exploded).map(({ first, last }) => {
    const { start, end } = windows[first]!;
    const holds = (row: number) =>
      all.some(({ values, limits }) => Math.abs(values[row] ?? 0) > (limits[first] ?? Number.POSITIVE_INFINITY));
    // The median of the window before may still have hidden it.
    const earliest = (windows[first - 1] ?? windows[first]!).start;
    return {
      first: changePoint(holds, { earliest, start, end }),
      last: windows[last]!.end,
      recovered: last < windows.length - 1,
    };
  });
};

/** Names of the columns that no score is made of and that exploded. */
export const explodedColumns = (log: ScoreLog): string[] =>
  followed(log)
    .filter(
      ({ name, limits }) =>
        log.grown?.some((column) => column.name === name) && longRuns(limits.map(isLimit)).length > 0,
    )
    .map(({ name }) => name);

const isLimit = (limit: number | null): boolean => limit !== null;

const longRuns = (exploded: readonly boolean[]) =>
  runsOf(exploded).filter(({ first, last }) => last - first + 1 >= EXPLOSION_WINDOWS);

/** A critic has no scale: Wasserstein losses grow a hundredfold in healthy runs, and only broken numbers tell. */
const followed = (log: ScoreLog): Followed[] => {
  if (log.loss.kind === "wgan") return [];
  const windows = cutWindows(log);
  const losses = log.series.filter(({ name }) => name === "lossGenerator" || name === "lossDiscriminator");
  return [
    ...losses.map(({ name, values }) => ({
      name,
      values,
      limits: limitsOf(
        windows.map(
          ({ losses: [generator, discriminator] }) => (name === "lossGenerator" ? generator : discriminator) ?? null,
        ),
      ),
    })),
    ...(log.grown ?? []).map(({ name, values }) => ({
      name,
      values,
      limits: limitsOf(windows.map(({ start, end }) => medianOfFinite(values.slice(start, end + 1)))),
    })),
  ];
};

/**
 * What the loss of an exploded window exceeded, null for the others. Compared with the calm past only: a loss that stays high must not
 * become its own measure.
 */
const limitsOf = (losses: readonly (number | null)[]): (number | null)[] => {
  const calm: number[] = [];
  return losses.map((loss) => {
    if (loss === null) return null;
    const past = medianOfFinite(calm);
    const limit = past === null ? Number.POSITIVE_INFINITY : Math.max(EXPLOSION_FLOOR, EXPLOSION_FACTOR * past);
    if (Math.abs(loss) > limit) return limit;
    calm.push(Math.abs(loss));
    return null;
  });
};
