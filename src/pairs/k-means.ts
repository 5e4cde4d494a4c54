/** k-means (Lloyd 1982) from k-means++ starts (Arthur & Vassilvitskii 2007), seeded; O(n + k) memory beside the vectors. */
import type { Backend } from "../compute/backend.ts";
import { seededRandom } from "../kit/random.ts";
import { runCrossPass } from "./cross-pass.ts";
import { selectRows } from "./vectors.ts";

const MOST_ROUNDS = 50;

export interface Clusters {
  /** k x dimension; k may be smaller than asked for when there are fewer distinct rows. */
  centroids: Float32Array;
  /** Per row: its centroid, and the squared distance to it. */
  labels: Uint32Array;
  squaredDistances: Float32Array;
}

/** @param vectors n x dimension, n >= 1 */
export const kMeans = async (
  vectors: Float32Array,
  dimension: number,
  k: number,
  seed: number,
  backend: Backend,
): Promise<Clusters> => {
  let centroids = await spreadStarts(vectors, dimension, k, seed, backend);
  let clusters = await assign(vectors, dimension, centroids, backend);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    centroids = means(vectors, dimension, clusters);
    const next = await assign(vectors, dimension, centroids, backend);
    const moved = next.labels.some((label, row) => label !== clusters.labels[row]);
    clusters = next;
    if (!moved) break;
  }
  return clusters;
};

/** The nearest centroid of every row. */
export const assign = async (
  vectors: Float32Array,
  dimension: number,
  centroids: Float32Array,
  backend: Backend,
): Promise<Clusters> => {
  const { nearestOfFirst } = await runCrossPass(vectors, centroids, dimension, [], backend);
  return { centroids, labels: nearestOfFirst.indices, squaredDistances: nearestOfFirst.squaredDistances };
};

/** Every further start is drawn with a chance in proportion to the squared distance to the nearest start so far. */
const spreadStarts = async (
  vectors: Float32Array,
  dimension: number,
  k: number,
  seed: number,
  backend: Backend,
): Promise<Float32Array> => {
  const n = vectors.length / dimension;
  const random = seededRandom(seed);
  const starts = [Math.floor(random() * n)];
  const distances = new Float64Array(n).fill(Number.POSITIVE_INFINITY);
  while (starts.length < k) {
    const latest = selectRows(vectors, dimension, [starts.at(-1)!]);
    const { nearestOfFirst } = await runCrossPass(vectors, latest, dimension, [], backend);
    let total = 0;
    for (let row = 0; row < n; row++) {
      // Rounding must not make a row that equals a start a start again.
      const distance = nearestOfFirst.squaredDistances[row]!;
      distances[row] = Math.min(distances[row]!, distance < 1e-6 ? 0 : distance);
      total += distances[row]!;
    }
    if (total === 0) break;
    let left = random() * total;
    let chosen = distances.findIndex((distance) => {
      left -= distance;
      return left < 0;
    });
    if (chosen === -1) chosen = distances.findLastIndex((distance) => distance > 0);
    starts.push(chosen);
  }
  return selectRows(vectors, dimension, starts);
};

/** A centroid that lost all its rows stays where it is. */
const means = (vectors: Float32Array, dimension: number, { centroids, labels }: Clusters): Float32Array => {
  const sums = new Float64Array(centroids.length);
  const sizes = new Float64Array(centroids.length / dimension);
  labels.forEach((label, row) => {
    sizes[label]!++;
    for (let k = 0; k < dimension; k++) sums[label * dimension + k]! += vectors[row * dimension + k]!;
  });
  return centroids.map((value, index) => {
    const size = sizes[Math.floor(index / dimension)]!;
    return size === 0 ? value : sums[index]! / size;
  });
};
