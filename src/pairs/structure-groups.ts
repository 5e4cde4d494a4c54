/** Near-duplicate groups by lightness alone: one structure in many tints makes no group otherwise. */
import type { Backend } from "../compute/backend.ts";
import { findGroups } from "./groups.ts";
import { runPairPass } from "./pair-pass.ts";
import { evenRows } from "./vectors.ts";

/** Most images compared; of more, evenly spaced rows are taken. */
const MOST_IMAGES = 2000;

/**
 * @param vectors n x dimension, in an order that is random for what they show (sorted by content)
 * @param structure values of each row, from the first on, that come from lightness alone
 * @returns how many images were compared, the sizes of their groups of two or more, and the close copies of each
 */
export const structureGroups = async (
  vectors: Float32Array,
  dimension: number,
  structure: number,
  threshold: number,
  backend: Backend,
): Promise<{ images: number; sizes: number[]; closeDegrees: Uint32Array }> => {
  const n = vectors.length / dimension;
  const rows = evenRows(n, MOST_IMAGES);
  const parts = new Float32Array(rows.length * structure);
  for (const [index, row] of rows.entries()) {
    const start = row * dimension;
    const part = vectors.subarray(start, start + structure);
    const length = Math.sqrt(part.reduce((sum, value) => sum + value * value, 0)) || 1;
    for (let k = 0; k < structure; k++) parts[index * structure + k] = part[k]! / length;
  }
  const pairs = await runPairPass(parts, structure, threshold, backend);
  const { groups } = await findGroups(parts, structure, pairs, backend);
  return { images: rows.length, sizes: groups.map(({ members }) => members.length), closeDegrees: pairs.closeDegrees };
};
