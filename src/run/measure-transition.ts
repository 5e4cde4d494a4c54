/** Compares the images of two neighbouring checkpoints. */
import type { Checkpoint, Group, Transition } from "../analysis/analysis.ts";
import { FROZEN_SIMILARITY, HOPPING_SHARE } from "../diagnosis/pictures/policy.ts";
import { dot, type Rows, rowsAt } from "../kit/rows.ts";
import { describeTransition } from "../metrics/transition.ts";
import { compareSets } from "../pairs/compare.ts";
import { groupThreshold } from "../pairs/linkage/related-thresholds.ts";
import type { Lab } from "./lab.ts";

/** What is kept of a checkpoint until the next one is measured. */
export interface CheckpointImages {
  checkpoint: Checkpoint;
  /** The images with contrast, in the order of the rows. */
  members: readonly string[];
  /** Unit vectors. */
  rows: Rows;
  /** Tells them from all others; null when that can not be told. */
  key: string | null;
}

/** @returns null when one side has no image with contrast */
export const measureTransition = async (
  before: CheckpointImages,
  after: CheckpointImages,
  threshold: number,
  { backend }: Pick<Lab, "backend">,
): Promise<Omit<Transition, "from" | "to"> | null> => {
  if (before.members.length === 0 || after.members.length === 0) return null;
  const { ofFirst, ofSecond } = await compareSets(before.rows, after.rows, { nearest: 1, both: true }, backend);
  const [had, has] = [before.checkpoint.groups[0], after.checkpoint.groups[0]];
  return describeTransition(
    { modes: modesOf(before), nearest: ofFirst.similarities },
    { modes: modesOf(after), nearest: ofSecond.similarities },
    { duplicate: threshold, group: groupThreshold(threshold), frozen: FROZEN_SIMILARITY, dominant: HOPPING_SHARE },
    {
      dominant:
        had && has
          ? { before: had.share, after: has.share, similarity: dot(medoidOf(before, had), medoidOf(after, has)) }
          : null,
      cells: cellSimilarities(before, after),
    },
  );
};

const modesOf = ({ checkpoint, members }: CheckpointImages): number[] => {
  const groups = new Map(checkpoint.groups.flatMap((group, index) => group.members.map((member) => [member, index])));
  return members.map((member, image) => groups.get(member) ?? checkpoint.groups.length + image);
};

const medoidOf = ({ rows, members }: CheckpointImages, { medoid }: Group): Float32Array =>
  rowsAt(rows, members.indexOf(medoid));

/** null unless both checkpoints are one sheet each, cut alike: then a cell may show one latent through the run. */
const cellSimilarities = (before: CheckpointImages, after: CheckpointImages): number[] | null => {
  const [a, b] = [before.checkpoint.layout, after.checkpoint.layout];
  if (!a || !b || a.columns !== b.columns || a.rows !== b.rows) return null;
  const [cellsBefore, cellsAfter] = [cellsOf(before), cellsOf(after)];
  if (!cellsBefore || !cellsAfter) return null;
  return [...cellsBefore].flatMap(([cell, row]) => {
    const other = cellsAfter.get(cell);
    return other === undefined ? [] : [dot(rowsAt(before.rows, row), rowsAt(after.rows, other))];
  });
};

/** "row,column" -> image; null when several sheets share the cell. */
const cellsOf = ({ members }: CheckpointImages): Map<string, number> | null => {
  const cells = new Map(members.map((member, row) => [member.slice(member.lastIndexOf("#") + 1), row]));
  return cells.size === members.length ? cells : null;
};
