/** The tiles of the upper triangle of an n x n matrix: every unordered pair once, memory bounded by one tile. */
import type { Tile } from "../compute/backend.ts";

/** Rows and columns of a tile: 4 million similarities, 16 MB. */
const TILE_SIZE = 2048;

export function* upperTriangle(n: number, size = TILE_SIZE): Generator<Tile> {
  for (let rowStart = 0; rowStart < n; rowStart += size)
    for (let columnStart = rowStart; columnStart < n; columnStart += size)
      yield {
        rowStart,
        rowEnd: Math.min(n, rowStart + size),
        columnStart,
        columnEnd: Math.min(n, columnStart + size),
      };
}
