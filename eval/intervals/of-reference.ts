/** Intervals of the other figures of a comparison with real images, for a perfect generator. */
import type { Rows } from "../../src/kit/rows.ts";
import { pairSums } from "../../src/metrics/pair-mean.ts";
import { diversityRatio } from "../../src/metrics/reference/diversity-ratio.ts";
import { frechetToReference } from "../../src/metrics/reference/frechet-to-reference.ts";
import { kernelDistance } from "../../src/metrics/reference/kernel-distance.ts";
import { coveredPointShare, coveringBallShare, density } from "../../src/metrics/reference/precision-recall.ts";
import { COVERAGE_K, PRECISION_K } from "../../src/metrics/reference/reference-model.ts";
import { kthSimilarities } from "../../src/pairs/nearest.ts";
import { coverOf, kernelSums, nearestOf } from "./plain-passes.ts";
import { uniformOf } from "./populations.ts";
import { D, drawerOf, type Model, modelOf, type Sizes, SOURCES } from "./sources.ts";
import { Tally } from "./tally.ts";

export const tallyOfReference = (
  { source, real, samples }: Sizes,
  { trials, seed }: { trials: number; seed: number },
) => {
  const draw = drawerOf(SOURCES[source].spread);
  const uniform = uniformOf(seed);
  const tally = new Tally();
  for (let trial = 0; trial < trials; trial++) {
    const model = modelOf(draw(real, uniform));
    const drawn = draw(samples, uniform);
    addBalls(tally, drawn, model);
    addDistances(tally, drawn, model);
  }
  return tally;
};

const addBalls = (tally: Tally, samples: Rows, model: Model): void => {
  const { centred: real, precisionRadii, coverageRadii } = model;
  const coverage = coverOf(samples, real, coverageRadii);
  const size = Math.min(samples.values.length / D, model.n - 1);
  const shown = { values: samples.values.subarray(0, size * D), dimension: D };
  const radii = kthSimilarities(nearestOf(shown, shown, PRECISION_K));
  tally.add("precision", coveredPointShare(coverOf(samples, real, precisionRadii), 0, ""), null);
  tally.add("recall", coveredPointShare(coverOf(real, shown, radii), 0, ""), null);
  tally.add("density", density(coverage, COVERAGE_K), 1);
  tally.add("coverage", coveringBallShare(coverage, 0, ""), null);
};

const addDistances = (tally: Tally, samples: Rows, model: Model): void => {
  const { centred: real } = model;
  const cubic = (cosine: number) => (cosine + 1) ** 3;
  const across = kernelSums(samples, real, cubic);
  const within = (rows: Rows, kernel: (cosine: number) => number) => kernelSums(rows, rows, kernel).first;
  const squares = (rows: Rows) => {
    const pairs = (rows.values.length / D) * (rows.values.length / D - 1);
    const fourth = within(rows, (cosine) => cosine ** 4).reduce((sum, value) => sum + value, 0) / pairs;
    return pairSums(
      within(rows, (cosine) => cosine ** 2),
      fourth,
    );
  };
  tally.add(
    "kernel distance",
    kernelDistance(
      { within: within(samples, cubic), across: across.first },
      { within: within(real, cubic), across: across.second },
    ),
    0,
  );
  tally.add("diversity ratio", diversityRatio(squares(samples), squares(real))!, 1);
  tally.add("Frechet distance", frechetToReference(samples, model)!, null);
};
