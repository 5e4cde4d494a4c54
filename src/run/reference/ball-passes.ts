/** The passes behind precision, recall, density, coverage and memorisation. */
import type { Backend } from "../../compute/backend.ts";
import { countOf, type Rows, randomRows } from "../../kit/rows.ts";
import { mean } from "../../kit/stats.ts";
import type { BallPasses } from "../../metrics/reference/ball-metrics.ts";
import { perSize } from "../../metrics/reference/per-size.ts";
import { PRECISION_K, type ReferenceModel } from "../../metrics/reference/reference-model.ts";
import { type Balls, compareSets, nearestWithin, reaches } from "../../pairs/compare.ts";
import { kthSimilarities } from "../../pairs/nearest.ts";
import { shareInOtherBalls } from "./measure-reference.ts";

const SEED = 3;
/** Subsets of the reference whose recall is averaged. */
const SUBSETS = 4;

/** @param samples centred as the model; one or more */
export const passBalls = async (samples: Rows, model: ReferenceModel, backend: Backend): Promise<BallPasses> => {
  const { precisionRadii, coverageRadii } = model;
  // Where there is no ball of 3 neighbours there is none of 5.
  const balls = [precisionRadii, coverageRadii].flatMap((radii): Balls[] =>
    radii ? [{ around: "second", radii }] : [],
  );
  const { ofFirst, covers } = await compareSets(samples, model.centred, { nearest: 1, balls }, backend);
  return {
    precision: covers[0] ?? null,
    coverage: covers[1] ?? null,
    recall: await passRecall(samples, model, backend),
    nearest: ofFirst.indices,
    isCopy: Uint8Array.from(ofFirst.indices, (real, row) =>
      reaches(ofFirst.similarities[row]!, model.nearestRadii[real]!) ? 1 : 0,
    ),
  };
};

/**
 * Share of real images inside the balls of the samples. Expected: the share of real images inside the balls of as many OTHER
 * real ones; with the balls of a set fixed, leaving an image out of it changes no ball that holds the image.
 */
const passRecall = async (samples: Rows, model: ReferenceModel, backend: Backend): Promise<BallPasses["recall"]> => {
  const size = Math.min(countOf(samples), model.n - 1);
  if (size <= PRECISION_K) return null;
  const shown = someRows(samples, size, SEED);
  const radii = await precisionRadiiOf(shown, backend);
  const { covers } = await compareSets(shown, model.centred, { balls: [{ around: "first", radii }] }, backend);
  return { cover: covers[0]!, expected: await expectedRecall(model, size, backend) };
};

/** Mean over random subsets of the reference; one when it is taken whole. */
const expectedRecall = perSize(async (model, size, backend: Backend): Promise<number> => {
  const subsets = size + 1 === model.n ? 1 : SUBSETS;
  const shares: number[] = [];
  for (let subset = 0; subset < subsets; subset++) {
    const rows = someRows(model.centred, size + 1, SEED + subset);
    shares.push(await shareInOtherBalls(rows, await precisionRadiiOf(rows, backend), backend));
  }
  return mean(shares);
});

const precisionRadiiOf = async (rows: Rows, backend: Backend): Promise<Float32Array> =>
  kthSimilarities(await nearestWithin(rows, PRECISION_K, backend));

/** A random subset of the rows, or all of them. */
const someRows = (rows: Rows, size: number, seed: number): Rows =>
  countOf(rows) <= size ? rows : randomRows(rows, seed, [0, size]);
