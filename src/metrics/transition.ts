/** What happened between two checkpoints: modes kept, born and lost, and how far fixed latents moved. Pure functions. */
import type { Transition } from "../analysis/analysis.ts";
import { mean } from "../kit/stats.ts";

export interface TransitionLimits {
  /** Similarity of near-duplicates. */
  duplicate: number;
  /** Similarity that the medoids of one mode reach. */
  group: number;
  /** Mean similarity of a cell to itself from which nothing moved. */
  frozen: number;
  /** Share of the images that one mode must hold on both sides for a hop. */
  dominant: number;
}

export interface TransitionSide {
  /** Per image the number of its mode: a group, or a mode of its own. */
  modes: readonly number[];
  /** Per image its highest similarity to an image of the other checkpoint. */
  nearest: ArrayLike<number>;
}

/**
 * A mode is kept when one of its images has a near-duplicate on the other side.
 * @param between.dominant shares of the largest modes before and after, and the similarity of their medoids
 * @param between.cells similarity of every cell to itself, where both checkpoints are sheets of one layout; null otherwise
 */
export const describeTransition = (
  before: TransitionSide,
  after: TransitionSide,
  limits: TransitionLimits,
  {
    dominant,
    cells,
  }: { dominant: { before: number; after: number; similarity: number } | null; cells: readonly number[] | null },
): Omit<Transition, "from" | "to"> => {
  const [had, has] = [before, after].map((side) => countModes(side, limits.duplicate)) as [ModeCount, ModeCount];
  const cellSimilarity = cells && cells.length > 0 ? mean(cells) : null;
  const hopped =
    dominant !== null &&
    Math.min(dominant.before, dominant.after) >= limits.dominant &&
    dominant.similarity < limits.group;
  return {
    kept: has.matched,
    born: has.alone,
    lost: had.alone,
    ...(cellSimilarity === null ? {} : { cellSimilarity }),
    ...(hopped
      ? { state: "mode-hopping" }
      : cellSimilarity !== null && cellSimilarity >= limits.frozen
        ? { state: "frozen" }
        : {}),
  };
};

interface ModeCount {
  matched: number;
  alone: number;
}

const countModes = ({ modes, nearest }: TransitionSide, threshold: number): ModeCount => {
  const matched = new Map<number, boolean>();
  modes.forEach((mode, image) => {
    matched.set(mode, (matched.get(mode) ?? false) || nearest[image]! >= threshold);
  });
  const found = [...matched.values()].filter(Boolean).length;
  return { matched: found, alone: matched.size - found };
};
