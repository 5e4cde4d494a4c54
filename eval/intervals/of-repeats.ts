/** Intervals of the pairs that repeat a mode beyond the real images' own look-alikes. */
import { type Rows, selectRows } from "../../src/kit/rows.ts";
import { repeatsBeyond } from "../../src/metrics/reference/repeats.ts";
import { kernelSums } from "./plain-passes.ts";
import { uniformOf } from "./populations.ts";
import { drawerOf, type Sizes, SOURCES } from "./sources.ts";
import { Tally } from "./tally.ts";

/** Chances that a sample is one certain image; two samples repeat it with the square of it. */
const DOMINANT = [0, 0.1, 0.3];

export const tallyOfRepeats = (
  { source, real, samples }: Sizes,
  { trials, seed }: { trials: number; seed: number },
): Tally => {
  const { spread, many } = SOURCES[source];
  const draw = drawerOf(spread);
  const uniform = uniformOf(seed);
  const degrees = (rows: Rows) => kernelSums(rows, rows, (cosine) => (cosine >= many ? 1 : 0)).first;
  const tally = new Tally();
  for (let trial = 0; trial < trials; trial++) {
    const ofReal = degrees(draw(real, uniform));
    const drawn = draw(samples + 1, uniform);
    for (const chance of DOMINANT) {
      const shown = Array.from({ length: samples }, (_, row) => (uniform() < chance ? samples : row));
      const { share, modes } = repeatsBeyond(degrees(selectRows(drawn, shown)), ofReal);
      tally.add(`repeats of ${100 * chance} %`, share, chance ** 2);
      if (chance > 0) tally.add(`modes at ${100 * chance} %`, modes, 1 / chance ** 2);
    }
  }
  return tally;
};
