/** Near-duplicate groups by lightness alone: one structure in many tints makes no group otherwise. */
import type { Backend } from "../compute/backend.ts";
import { countOf, evenIndices, type Rows, rowsAt } from "../kit/rows.ts";
import { findGroups } from "./groups.ts";
import { runPairPass } from "./pair-pass.ts";

/** Most images compared; of more, evenly spaced rows are taken. */
const MOST_IMAGES = 2000;

/**
 * @param all in an order that is random for what they show (sorted by content)
 * @param structure values of each row, from the first on, that come from lightness alone
 * @returns how many images were compared, the sizes of their groups of two or more, and the close copies of each
 */
export const structureGroups = async (
  all: Rows,
  structure: number,
  threshold: number,
  backend: Backend,
): Promise<{ images: number; sizes: number[]; closeDegrees: Uint32Array }> => {
  const chosen = evenIndices(countOf(all), MOST_IMAGES);
  const values = new Float32Array(chosen.length * structure);
  for (const [index, row] of chosen.entries()) {
    const part = rowsAt(all, row).subarray(0, structure);
    const length = Math.sqrt(part.reduce((sum, value) => sum + value * value, 0)) || 1;
    for (let k = 0; k < structure; k++) values[index * structure + k] = part[k]! / length;
  }
  const rows = { values, dimension: structure };
  const pairs = await runPairPass(rows, threshold, backend);
  const { groups } = await findGroups(rows, pairs, backend);
  return {
    images: chosen.length,
    sizes: groups.map(({ members }) => members.length),
    closeDegrees: pairs.closeDegrees,
  };
};
