/** How the pairs of a large set are cut into blocks: what one lane does at a time, and what is shared out between machines. */
import type { Tile } from "../../compute/backend.ts";
import { REDUCED_TILE, upperTriangle } from "../tiles.ts";

/** Rows of a block: its vectors take 6 MB. */
const LARGEST = 4 * REDUCED_TILE;
/** Blocks of a side, so that several lanes have as much to do. */
const PER_SIDE = 8;

/** Every unordered pair of n rows in one block; of whole tiles, so that products come out the same however blocks are shared out. */
export const pairBlocks = (n: number): Tile[] => {
  const side = Math.min(LARGEST, Math.max(1, Math.ceil(n / PER_SIDE / REDUCED_TILE)) * REDUCED_TILE);
  return [...upperTriangle(n, side)];
};
