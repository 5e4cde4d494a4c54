/** What is measured once on the real images, whatever the number of checkpoints that are compared with them. */
import type { Rows } from "../../kit/rows.ts";
import type { Clusters } from "../../pairs/k-means.ts";
import type { PairSums } from "../pair-mean.ts";
import type { Centring } from "./centring.ts";

/** Neighbours that make a ball: Kynkaanniemi et al. 2019, and Naeem et al. 2020. */
export const PRECISION_K = 3;
export const COVERAGE_K = 5;

export interface ReferenceModel {
  /** Distinct real images. */
  n: number;
  members: readonly string[];
  /** In the embedder's own space: near-duplicates are told there. */
  rows: Rows;
  /** The same, centred: everything else is measured there. */
  centred: Rows;
  centring: Centring;
  /** Cosine of each image to its nearest other one, centred, and in the embedder's own space; -Infinity for a single image. */
  nearestRadii: Float32Array;
  nearestSimilarities: Float32Array;
  /** Radii of balls as cosines; null with too few images. */
  precisionRadii: Float32Array | null;
  coverageRadii: Float32Array | null;
  /** Share of real images that lie in a ball of ANOTHER real one; null with too few images. */
  expectedPrecision: number | null;
  /** Share of real images that are as close to their nearest one as that one's own nearest: what memorisation reads by chance. */
  mutualShare: number;
  /** Of squared similarities; null with fewer than 3 images. */
  squares: PairSums | null;
  kernelSums: Float64Array;
  /** null with too few images. */
  bins: Clusters | null;
}
