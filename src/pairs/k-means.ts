/** k-means (Lloyd 1982) from k-means++ starts (Arthur & Vassilvitskii 2007), seeded; O(n + k) memory beside the vectors. */
import type { Backend } from "../compute/backend.ts";
import { seededRandom } from "../kit/random.ts";
import { countOf, type Rows, rowsAt, selectRows } from "../kit/rows.ts";
import { sum } from "../kit/stats.ts";
import { compareSets } from "./compare.ts";

const MOST_ROUNDS = 50;

export interface Clusters {
  /** k rows; k may be smaller than asked for when there are fewer distinct rows. */
  centroids: Rows;
  /** Per row: its centroid, and the squared distance to it. */
  labels: Uint32Array;
  squaredDistances: Float32Array;
}

/** @param rows one or more unit vectors */
export const kMeans = async (rows: Rows, k: number, seed: number, backend: Backend): Promise<Clusters> => {
  const wide = withColumn(rows, () => 1);
  const starts = await spreadStarts({ rows, wide }, k, seed, backend);
  let clusters = await nearestOf(wide, starts, backend);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const next = await nearestOf(wide, means(rows, clusters), backend);
    const moved = next.labels.some((label, row) => label !== clusters.labels[row]);
    clusters = next;
    if (!moved) break;
  }
  return clusters;
};

/** The nearest centroid of every unit row. */
export const assign = (rows: Rows, centroids: Rows, backend: Backend): Promise<Clusters> =>
  nearestOf(
    withColumn(rows, () => 1),
    centroids,
    backend,
  );

/** That with the highest x . c - |c|^2 / 2, for centroids have any length. @param wide the rows with a 1 at their end */
const nearestOf = async (wide: Rows, centroids: Rows, backend: Backend): Promise<Clusters> => {
  const lengths = Array.from({ length: countOf(centroids) }, (_, k) => squaredLength(rowsAt(centroids, k)));
  const { ofFirst } = await compareSets(
    wide,
    withColumn(centroids, (k) => -lengths[k]! / 2),
    { nearest: 1 },
    backend,
  );
  return {
    centroids,
    labels: Uint32Array.from(ofFirst.indices),
    squaredDistances: ofFirst.similarities.map((nearness) => Math.max(0, 1 - 2 * nearness)),
  };
};

const squaredLength = (row: Float32Array): number => sum(Array.from(row, (value) => value * value));

const withColumn = ({ values, dimension }: Rows, last: (row: number) => number): Rows => {
  const n = values.length / dimension;
  const wide = new Float32Array(n * (dimension + 1));
  for (let row = 0; row < n; row++) {
    wide.set(values.subarray(row * dimension, (row + 1) * dimension), row * (dimension + 1));
    wide[row * (dimension + 1) + dimension] = last(row);
  }
  return { values: wide, dimension: dimension + 1 };
};

/** Every further start is drawn with a chance in proportion to the squared distance to the nearest start so far. */
const spreadStarts = async (
  { rows, wide }: { rows: Rows; wide: Rows },
  k: number,
  seed: number,
  backend: Backend,
): Promise<Rows> => {
  const n = countOf(rows);
  const random = seededRandom(seed);
  const starts = [Math.floor(random() * n)];
  const distances = new Float64Array(n).fill(Number.POSITIVE_INFINITY);
  while (starts.length < k) {
    const { squaredDistances } = await nearestOf(wide, selectRows(rows, [starts.at(-1)!]), backend);
    squaredDistances.forEach((distance, row) => {
      // Rounding must not make a row that equals a start a start again.
      distances[row] = Math.min(distances[row]!, distance < 1e-6 ? 0 : distance);
    });
    const total = sum(distances);
    if (total === 0) break;
    let left = random() * total;
    let chosen = distances.findIndex((distance) => {
      left -= distance;
      return left < 0;
    });
    if (chosen === -1) chosen = distances.findLastIndex((distance) => distance > 0);
    starts.push(chosen);
  }
  return selectRows(rows, starts);
};

/** A centroid that lost all its rows stays where it is. */
const means = (rows: Rows, { centroids, labels }: Clusters): Rows => {
  const { dimension } = rows;
  const sums = new Float64Array(centroids.values.length);
  const sizes = new Float64Array(countOf(centroids));
  labels.forEach((label, row) => {
    sizes[label]!++;
    for (let k = 0; k < dimension; k++) sums[label * dimension + k]! += rows.values[row * dimension + k]!;
  });
  return {
    dimension,
    values: centroids.values.map((value, index) => {
      const size = sizes[Math.floor(index / dimension)]!;
      return size === 0 ? value : sums[index]! / size;
    }),
  };
};
