/** Two sets of equal size as one: all similarities, and the figures of any half of them. */
import { countOf, dot, type Rows, rowsAt } from "../../kit/rows.ts";

/** Unit vectors of the images with contrast, and how many have none. */
export interface ImagesOfSet {
  rows: Rows;
  blanks: number;
}

/** From which cosine on a pair counts. */
export interface PairLimits {
  duplicate: number;
  close: number;
  related: number;
}

export interface PooledSet {
  /** Images of each of both sets. */
  n: number;
  /** 2n x 2n; the first set comes first. Images without contrast are alike among themselves and like no other. */
  similarities: Float32Array;
  isBlank: readonly boolean[];
}

/** @param base and other of the same number of images */
export const poolSets = (base: ImagesOfSet, other: ImagesOfSet): PooledSet => {
  const images = [...vectorsOf(base), ...vectorsOf(other)];
  const count = images.length;
  const similarities = new Float32Array(count * count);
  for (let i = 0; i < count; i++)
    for (let j = i; j < count; j++) {
      const [a, b] = [images[i]!, images[j]!];
      const similarity = a && b ? dot(a, b) : Number(a === b);
      similarities[i * count + j] = similarity;
      similarities[j * count + i] = similarity;
    }
  return { n: count / 2, similarities, isBlank: images.map((image) => image === null) };
};

const vectorsOf = ({ rows, blanks }: ImagesOfSet): (Float32Array | null)[] => [
  ...Array.from({ length: countOf(rows) }, (_, row) => rowsAt(rows, row)),
  ...Array.from({ length: blanks }, () => null),
];

export const DIFFERENCE_FIGURES = [
  "meanSimilarity",
  "diversityIndex",
  "duplicatePairShare",
  "closePairShare",
  "relatedPairShare",
  "dominantModeShare",
  "duplicateShare",
  "blankShare",
] as const;

/** A value and its jackknife standard error. */
export interface Sized {
  value: number;
  error: number;
}

/** In the order of DIFFERENCE_FIGURES. @param half indices into the pool */
export const figuresOfHalf = (
  { similarities, isBlank }: PooledSet,
  half: readonly number[],
  limits: PairLimits,
): Sized[] => {
  const n = half.length;
  const width = isBlank.length;
  const sums = Array.from({ length: KERNELS }, () => new Float64Array(n));
  const [levels, squares, duplicates, closes, relateds] = sums as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (let a = 0; a < n; a++) {
    const row = half[a]! * width;
    for (let b = a + 1; b < n; b++) {
      const s = similarities[row + half[b]!]!;
      levels[a]! += s;
      levels[b]! += s;
      squares[a]! += s * s;
      squares[b]! += s * s;
      if (s < limits.related) continue;
      relateds[a]!++;
      relateds[b]!++;
      if (s < limits.duplicate) continue;
      duplicates[a]!++;
      duplicates[b]!++;
      if (s < limits.close) continue;
      closes[a]!++;
      closes[b]!++;
    }
  }
  const square = pairMean(squares);
  return [
    pairMean(levels),
    { value: 1 / square.value, error: square.error / square.value ** 2 },
    pairMean(duplicates),
    pairMean(closes),
    pairMean(relateds),
    share((duplicates.reduce((most, degree) => Math.max(most, degree), 0) + 1) / n, n),
    share(duplicates.filter((degree) => degree > 0).length / n, n),
    share(half.filter((image) => isBlank[image]).length / n, n),
  ];
};

const KERNELS = 5;

/** @param rows the sum over the others, for each image */
const pairMean = (rows: Float64Array): Sized => {
  const n = rows.length;
  const centre = rows.reduce((sum, row) => sum + row, 0) / n;
  const spread = rows.reduce((sum, row) => sum + (row - centre) ** 2, 0) / n;
  return { value: centre / (n - 1), error: (2 * Math.sqrt(spread / (n - 1))) / (n - 2) };
};

const share = (value: number, n: number): Sized => ({ value, error: Math.sqrt((value * (1 - value)) / n) });
