/** The spans of rows in which a loss has exploded against its own calm past. */
import { medianOfFinite } from "../../kit/stats.ts";
import type { ScoreLog } from "../../scores/score-log.ts";
import { runsOf } from "../runs.ts";
import type { RowSpan } from "./broken-rows.ts";
import { changePoint } from "./score-onsets.ts";
import { EXPLOSION_FACTOR, EXPLOSION_FLOOR, EXPLOSION_WINDOWS } from "./score-policy.ts";
import { cutWindows, rowOf } from "./score-windows.ts";

export const explodedSpans = (log: ScoreLog): RowSpan[] => {
  // A critic has no scale: Wasserstein losses grow a hundredfold in healthy runs, and only broken numbers tell.
  if (log.loss.kind === "wgan") return [];
  const windows = cutWindows(log);
  const limits = ([0, 1] as const).map((side) => limitsOf(windows.map(({ losses }) => losses[side]!)));
  const exploded = windows.map((_, index) => limits.some((side) => side[index] !== null));
  return runsOf(exploded)
    .filter(({ first, last }) => last - first + 1 >= EXPLOSION_WINDOWS)
    .map(({ first, last }) => {
      const { start, end } = windows[first]!;
      const holds = (row: number) => {
        const { losses } = rowOf(log, row);
        return limits.some((side, index) => Math.abs(losses[index] ?? 0) > (side[first] ?? Number.POSITIVE_INFINITY));
      };
      // The median of the window before may still have hidden it.
      const earliest = (windows[first - 1] ?? windows[first]!).start;
      return {
        first: changePoint(holds, { earliest, start, end }),
        last: windows[last]!.end,
        recovered: last < windows.length - 1,
      };
    });
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
