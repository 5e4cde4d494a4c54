/** Real images and samples of one source, and what is measured once on the real ones. */
import type { Rows } from "../../src/kit/rows.ts";
import { COVERAGE_K, PRECISION_K, type ReferenceModel } from "../../src/metrics/reference/reference-model.ts";
import { kthSimilarities } from "../../src/pairs/nearest.ts";
import { unitRows } from "../../test/helpers/random.ts";
import { nearestOf } from "./plain-passes.ts";
import { normalOf, uniformOf } from "./populations.ts";

export const D = 8;
const MODES = 12;
/** Where images are: around 12 directions, equally wide or from very narrow to wide; and cosines that few and many of them reach. */
export const SOURCES = {
  even: { spread: () => 0.35, few: 0.996, many: 0.985 },
  uneven: { spread: (mode: number) => 0.05 * 1.35 ** mode, few: 0.99985, many: 0.9985 },
} as const;

export interface Sizes {
  source: keyof typeof SOURCES;
  real: number;
  samples: number;
}

export const drawerOf = (spread: (mode: number) => number): ((n: number, uniform: () => number) => Rows) => {
  const first = uniformOf(4711);
  const centres = Float64Array.from({ length: MODES * D }, () => normalOf(first));
  return (n, uniform) => {
    const values = new Float64Array(n * D);
    for (let row = 0; row < n; row++) {
      const mode = Math.floor(uniform() * MODES);
      for (let k = 0; k < D; k++) values[row * D + k] = centres[mode * D + k]! + spread(mode) * normalOf(uniform);
    }
    return { values: unitRows(values, D), dimension: D };
  };
};

export type Model = ReferenceModel & { precisionRadii: Float32Array; coverageRadii: Float32Array };

export const modelOf = (real: Rows): Model => {
  const nearest = nearestOf(real, real, COVERAGE_K);
  const nearestRadii = kthSimilarities(nearest, 1);
  const n = nearestRadii.length;
  const isMutual = (row: number) => nearestRadii[row]! >= nearestRadii[nearest.indices[row * COVERAGE_K]!]!;
  const model: Partial<ReferenceModel> = {
    n,
    members: Array.from({ length: n }, String),
    centred: real,
    nearestRadii,
    nearestSimilarities: nearestRadii,
    precisionRadii: kthSimilarities(nearest, PRECISION_K),
    coverageRadii: kthSimilarities(nearest, COVERAGE_K),
    mutualShare: Array.from(nearestRadii.keys()).filter(isMutual).length / n,
  };
  return model as Model;
};
