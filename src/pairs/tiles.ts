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

/** Rows and columns of a tile that is reduced on the device: what is made of it stays in the processor's cache. */
export const REDUCED_TILE = 1024;

/** Every pair of a row of one matrix (m rows) with a row of another (n), or of one matrix with itself, once each way. */
export function* wholeMatrix(m: number, n: number, size = REDUCED_TILE): Generator<Tile> {
  for (let rowStart = 0; rowStart < m; rowStart += size)
    for (let columnStart = 0; columnStart < n; columnStart += size)
      yield { rowStart, rowEnd: Math.min(m, rowStart + size), columnStart, columnEnd: Math.min(n, columnStart + size) };
}
