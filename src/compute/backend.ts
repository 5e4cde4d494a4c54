/** The seam to tensor runtimes. One file per runtime implements it and is the only importer of that runtime. */
import type { Rows } from "../kit/rows.ts";
import type { ModelFile, ModelSettings, ModelShape } from "./model-file.ts";
import type { Network } from "./network.ts";

export interface Backend {
  /** Runtime and version, for example "ONNX Runtime 1.30.0". */
  readonly name: string;
  /** What it runs on, for example "CPU, 2 threads". */
  readonly device: string;
  /** Calls of `embed` under way that keep it busy; more only wait. */
  readonly batchesAtOnce: number;
  /** Of a runtime that is loaded when it first computes on this thread: does so now. @throws BackendError when it can not be loaded */
  load?(): Promise<void>;
  /** Replaces the model that was loaded before. */
  loadModel(network: Network): Promise<void>;
  /**
   * Replaces the model that was loaded before by a user's.
   * @throws InputError when it is not of this runtime's format or can not embed images, saying what was found in it
   */
  loadUserModel(file: ModelFile, settings: ModelSettings): Promise<ModelShape>;
  /**
   * Runs the loaded model. Embeddings of a user's model are unit vectors.
   * @param inputs BATCH images, as the model takes them; may be moved to another thread, so the caller can not use it afterwards
   * @param used how many of them matter, from the first on; default all. The other results may be anything.
   * @returns BATCH x dimension
   */
  embed(inputs: Float32Array<ArrayBuffer>, used?: number): Promise<Float32Array>;
  /** Threads that each have the loaded model and can do the work around it too; null where the model is in one place only. */
  readonly lanes: Lanes | null;
  /**
   * Inner products of rows of one matrix with rows of another, tile by tile in the order asked for, of which only `query`'s
   * answers leave the device; of unit vectors these are cosine similarities. One tile is in memory at a time.
   * @param columns of the same dimension; may be the same matrix
   */
  reduceTiles(rows: Rows, columns: Rows, tiles: Iterable<Tile>, query: TileQuery): AsyncGenerator<TileReduction>;
  close(): Promise<void>;
}

export interface Lanes {
  readonly count: number;
  /** Starts one ahead of its first job, which takes some tenths of a second, unless there is one. @throws BackendError when it can not start */
  warm(): Promise<void>;
  /** So many are enough for what comes: each takes as long to start as it takes to embed a thousand images. Never fewer than before. */
  allow(count: number): void;
  /** Waits for a lane, and does the job in it. @returns what the module's `workInLane` gave out */
  work(job: LaneJob): Promise<unknown>;
}

export interface LaneJob {
  /** Of JavaScript that any thread can load: a `LaneModule`. */
  module: URL;
  /** Whatever a thread can be sent. */
  job: unknown;
  /** Moved to the lane: unusable for the caller afterwards. */
  transfer: readonly ArrayBuffer[];
  /** To what the lane asks while it works. */
  answer?: (question: unknown) => Promise<unknown>;
}

export interface LaneModule {
  workInLane(job: unknown, session: LaneSession): Promise<{ output: unknown; transfer: ArrayBuffer[] }>;
}

/** What a lane lends to the work it does. */
export interface LaneSession {
  /** The model. @param shape BATCH images, as the model takes them */
  run(values: Float32Array<ArrayBuffer>, shape: readonly number[]): Promise<Float32Array<ArrayBuffer>>;
  /** Inner products of all rows of one matrix with all rows of another, row-major; none of the three may lie in shared memory. */
  multiply(rows: Rows, columns: Rows, into: Float32Array): Promise<void>;
  /** Asks whoever gave the job, one question at a time. */
  ask(question: unknown): Promise<unknown>;
}

/** A similarity to reach: one for all, or one per row or per column of the whole matrix. */
export type Bound =
  | { per: "all"; value: number }
  | { per: "row"; values: Float32Array }
  | { per: "column"; values: Float32Array };

/** What is asked of each tile. */
export interface TileQuery {
  /** Each counts, per row and per column, the similarities at or above it. */
  bounds: readonly Bound[];
  /** With every count the sum of the positions of what was counted: of a count of one, where it is. Default false. */
  positions?: boolean;
  /** Most similar columns per row (and rows per column) to return; left out: none. */
  nearest?: { k: number; columnsToo: boolean };
  /** One label per row of each matrix; asks for each row's highest similarity to a column of another label. Read anew for each tile. With bounds, one that reaches none of them may be left out. */
  labels?: { rows: Float32Array; columns: Float32Array };
  /** Ask for the sums of (similarity + 1)^3 - 1 per row and per column. Default false. */
  kernel?: boolean;
  /** Return the similarities of every `sampleStep`-th column; left out: none. */
  sampleStep?: number;
  /**
   * Entries that do not count in tiles whose rows are their columns: `self` on the diagonal, `lower` below it too. A barred
   * similarity reads BARRED or less.
   */
  bar?: "self" | "lower";
}

/** Asks for every similarity of a tile, as its `sample`. */
export const EVERY_VALUE: TileQuery = { bounds: [], sampleStep: 1 };

export interface TileReduction extends Tile {
  /** In the order of `TileQuery.bounds`. */
  counts: { rows: TileCounts; columns: TileCounts }[];
  nearestColumns?: TileNeighbours;
  nearestRows?: TileNeighbours;
  /** Per row; BARRED or less when every column has the row's label. */
  highestElsewhere?: Float32Array;
  kernels?: { rows: Float32Array; columns: Float32Array };
  /** rows x ceil(columns / sampleStep), row-major. */
  sample?: Float32Array;
}

export interface TileCounts {
  counts: Float32Array;
  /** Sums of the positions of what was counted, from the start of the tile. */
  positions?: Float32Array;
}

/** The min(k, entries there are) most similar, best first, ties by index. */
export interface TileNeighbours {
  k: number;
  /** rows (or columns) of the tile x k */
  similarities: Float32Array;
  /** Counted from the start of the tile. */
  indices: Int32Array;
}

/** Under every similarity there is, and far from the end of 32-bit floats. */
export const BARRED = -1e30;

/** Rows [rowStart, rowEnd) against rows [columnStart, columnEnd) of the same matrix. */
export interface Tile {
  rowStart: number;
  rowEnd: number;
  columnStart: number;
  columnEnd: number;
}

/** Every call of `embed` takes exactly this many images: one shape, so that a result never depends on its neighbours' number. */
export const BATCH = 32;
