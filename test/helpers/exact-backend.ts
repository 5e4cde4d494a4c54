import type { Backend, Tile, TileValues } from "../../src/compute/backend.ts";

/** A backend that multiplies in plain loops: the oracle for everything built on tiles. It can not run networks. */
export const exactBackend: Backend = {
  name: "plain loops",
  device: "test",
  batchesAtOnce: 1,
  loadModel: () => Promise.reject(new Error("not for networks")),
  embed: () => Promise.reject(new Error("not for networks")),
  async *similarityTiles(vectors: Float32Array, d: number, tiles: Iterable<Tile>): AsyncGenerator<TileValues> {
    for (const tile of tiles) {
      const columns = tile.columnEnd - tile.columnStart;
      const values = new Float32Array((tile.rowEnd - tile.rowStart) * columns);
      for (let row = tile.rowStart; row < tile.rowEnd; row++)
        for (let column = tile.columnStart; column < tile.columnEnd; column++) {
          let sum = 0;
          for (let k = 0; k < d; k++) sum += vectors[row * d + k]! * vectors[column * d + k]!;
          values[(row - tile.rowStart) * columns + column - tile.columnStart] = sum;
        }
      yield { ...tile, values };
    }
  },
  close: () => Promise.resolve(),
};
