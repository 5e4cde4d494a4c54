/** Intervals of twins and memorisation: a perfect generator, and one that copies a share of its samples. */
import { type Rows, selectRows } from "../../src/kit/rows.ts";
import { memorisedShare } from "../../src/metrics/reference/memorised-share.ts";
import { referenceThreshold } from "../../src/metrics/reference/reference-threshold.ts";
import { findTwins } from "../../src/metrics/reference/twins.ts";
import { nearestOf } from "./plain-passes.ts";
import { uniformOf } from "./populations.ts";
import { D, drawerOf, modelOf, type Sizes, SOURCES } from "./sources.ts";
import { Tally } from "./tally.ts";

/** Shares of copies that a generator is given. */
const COPIED = [0, 0.1, 0.5, 0.98];

export const tallyOfCopies = (
  { source, real: N, samples: n }: Sizes,
  { trials, seed }: { trials: number; seed: number },
) => {
  const { spread, few, many } = SOURCES[source];
  const draw = drawerOf(spread);
  const uniform = uniformOf(seed);
  const tally = new Tally();
  for (let trial = 0; trial < trials; trial++) {
    const [real, samples] = [draw(N, uniform), draw(n, uniform)];
    const model = modelOf(real);
    const nearest = nearestOf(samples, real, 1);
    const names = Array.from({ length: n }, String);
    const twins = (threshold: number) => findTwins(nearest, names, model, threshold).twinShare;
    for (const [name, threshold] of [
      ["few", few],
      ["many", many],
      ["calibrated", calibrated(real, Math.min(n, N))],
    ] as const) {
      const share = twins(threshold);
      tally.add(`twins, ${name}`, share, share.expected);
    }
    tally.add("twins, many, all references", twins(many), null);
    for (const copied of COPIED) {
      const indices = nearest.indices.map((own) => (uniform() < copied ? -1 - Math.floor(uniform() * N) : own));
      const isCopy = Uint8Array.from(indices, (own, row) =>
        own < 0 || nearest.similarities[row]! >= model.nearestRadii[own]! ? 1 : 0,
      );
      const found = { nearest: indices.map((own) => (own < 0 ? -1 - own : own)), isCopy };
      tally.add(`memorised, ${100 * copied} %`, memorisedShare(found, model), copied);
    }
  }
  return tally;
};

/** As for a model without a threshold: what 1 % of the real images reach, in sets of `size`. */
const calibrated = (real: Rows, size: number): number => {
  const pooled: number[] = [];
  const n = real.values.length / D;
  for (let start = 0; start + size <= n; start += size) {
    const part = selectRows(
      real,
      Array.from({ length: size }, (_, index) => start + index),
    );
    pooled.push(...nearestOf(part, part, 1).similarities);
  }
  return referenceThreshold({ nearest: Float64Array.from(pooled), images: n, size }, Float64Array.of(1)).value;
};
