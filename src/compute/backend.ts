/** The seam to tensor runtimes. One file per runtime implements it and is the only importer of that runtime. */
import type { Network } from "./network.ts";

export interface Backend {
  /** Runtime and version, for example "ONNX Runtime 1.30.0". */
  readonly name: string;
  /** What it runs on, for example "CPU, 2 threads". */
  readonly device: string;
  /** Calls of `embed` under way that keep it busy; more only wait. */
  readonly batchesAtOnce: number;
  /** Replaces the model that was loaded before. */
  loadModel(network: Network): Promise<void>;
  /**
   * Runs the loaded model.
   * @param inputs BATCH images, as the model takes them; may be moved to another thread, so the caller can not use it afterwards
   * @param used how many of them matter, from the first on; default all. The other results may be anything.
   * @returns BATCH x dimension
   */
  embed(inputs: Float32Array<ArrayBuffer>, used?: number): Promise<Float32Array>;
  /**
   * Inner products of blocks of rows, tile by tile in the order asked for; of unit vectors these are cosine similarities.
   * One tile is in memory at a time.
   * @param vectors rows x dimension
   */
  similarityTiles(vectors: Float32Array, dimension: number, tiles: Iterable<Tile>): AsyncGenerator<TileValues>;
  close(): Promise<void>;
}

/** Rows [rowStart, rowEnd) against rows [columnStart, columnEnd) of the same matrix. */
export interface Tile {
  rowStart: number;
  rowEnd: number;
  columnStart: number;
  columnEnd: number;
}

export interface TileValues extends Tile {
  /** (rowEnd - rowStart) x (columnEnd - columnStart), row-major. Valid until the next tile is asked for. */
  values: Float32Array;
}

/** Every call of `embed` takes exactly this many images: one shape, so that a result never depends on its neighbours' number. */
export const BATCH = 32;
