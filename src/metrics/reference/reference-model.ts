/** What is measured once on the real images, whatever the number of checkpoints that are compared with them. */
import type { Backend } from "../../compute/backend.ts";
import { type Cover, isWithin, runCrossPass } from "../../pairs/cross-pass.ts";
import { type Clusters, kMeans } from "../../pairs/k-means.ts";
import { kNearestDistances, kthDistances } from "../../pairs/k-nearest.ts";
import { kernelSumsWithin } from "../../pairs/kernel-sums.ts";
import { runPairPass } from "../../pairs/pair-pass.ts";
import { type PairSums, pairSums } from "../pair-mean.ts";
import { fourthPowerMean } from "../part-modes.ts";
import { type Centring, centred, centringOf } from "./centring.ts";

/** Neighbours that make a ball: Kynkaanniemi et al. 2019, and Naeem et al. 2020. */
export const PRECISION_K = 3;
export const COVERAGE_K = 5;
/** Bins of Richardson & Weiss 2018, and real images a bin needs on average so that its share says something. */
const MOST_BINS = 100;
const IMAGES_PER_BIN = 20;
const SEED = 1;

export interface ReferenceModel {
  /** Distinct real images. */
  n: number;
  dimension: number;
  members: readonly string[];
  /** n x dimension in the embedder's own space: near-duplicates are told there. */
  vectors: Float32Array;
  /** The same, centred: everything else is measured there. */
  centred: Float32Array;
  centring: Centring;
  /** Squared distance of each image to its nearest other one, Infinity for a single image. */
  nearestDistances: Float32Array;
  /** Cosine of each image to its nearest other one in the embedder's own space, -1 for a single image. */
  nearestSimilarities: Float64Array;
  /** null with too few images. */
  precisionRadii: Float32Array | null;
  coverageRadii: Float32Array | null;
  /** In how many balls of the OTHER real images each one lies; null with too few images. */
  ownCover: Cover | null;
  /** Share of real images that are as close to their nearest one as that one's own nearest: what memorisation reads by chance. */
  mutualShare: number;
  /** Of squared similarities; null with fewer than 3 images. */
  squares: PairSums | null;
  kernelSums: Float64Array;
  /** null with too few images. */
  bins: Clusters | null;
}

/** Kernel of Binkowski et al. is made for features whose squares are 1 on average, so unit rows are scaled to sqrt(d). */
export const kernelScaled = (vectors: Float32Array, dimension: number): Float32Array =>
  vectors.map((value) => value * Math.sqrt(dimension));

/** @param vectors distinct images x dimension, unit rows, sorted by content; one image or more */
export const measureReference = async (
  members: readonly string[],
  vectors: Float32Array,
  dimension: number,
  backend: Backend,
): Promise<ReferenceModel> => {
  const n = members.length;
  const centring = centringOf(vectors, dimension);
  const rows = centred(vectors, dimension, centring);
  const nearest = await kNearestDistances(rows, dimension, COVERAGE_K, backend);
  const radii = (k: number) => (n > k ? kthDistances(nearest, COVERAGE_K, k) : null);
  const precisionRadii = radii(PRECISION_K);
  const own = await runCrossPass(
    rows,
    rows,
    dimension,
    precisionRadii ? [{ around: "second", squaredRadii: precisionRadii }] : [],
    backend,
    true,
  );
  const nearestDistances = kthDistances(nearest, COVERAGE_K, 1);
  const { indices, squaredDistances } = own.nearestOfFirst;
  const mutual = indices.filter((other, row) => isWithin(squaredDistances[row]!, nearestDistances[other]!)).length;
  const binCount = Math.min(MOST_BINS, Math.floor(n / IMAGES_PER_BIN));
  return {
    n,
    dimension,
    members,
    vectors,
    centred: rows,
    centring,
    nearestDistances,
    nearestSimilarities: await ownSimilarities(vectors, dimension, backend),
    precisionRadii,
    coverageRadii: radii(COVERAGE_K),
    ownCover: own.covers[0] ?? null,
    mutualShare: mutual / n,
    squares: await squaredSimilarities(rows, dimension, backend),
    kernelSums: await kernelSumsWithin(kernelScaled(rows, dimension), dimension, backend),
    bins: binCount >= 2 ? await kMeans(rows, dimension, binCount, SEED, backend) : null,
  };
};

const ownSimilarities = async (vectors: Float32Array, dimension: number, backend: Backend): Promise<Float64Array> =>
  Float64Array.from(await kNearestDistances(vectors, dimension, 1, backend), (distance) =>
    Math.max(-1, 1 - distance / 2),
  );

/** null with fewer than 3 rows. @param vectors n x dimension, unit rows */
export const squaredSimilarities = async (
  vectors: Float32Array,
  dimension: number,
  backend: Backend,
): Promise<PairSums | null> => {
  if (vectors.length < 3 * dimension) return null;
  // No similarity reaches 2: only the sums of squares are wanted.
  const { squareSums } = await runPairPass(vectors, dimension, 2, backend);
  return pairSums(squareSums, fourthPowerMean(vectors, dimension, 0));
};
