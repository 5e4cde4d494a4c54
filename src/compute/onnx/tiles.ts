/**
 * Answers `TileQuery`s with ONNX Runtime: one model per kind of query, kept until `close`. On the CPU it multiplies, and loops do the
 * rest but for the search for neighbours.
 */
import type * as Runtime from "onnxruntime-node";
import { type Rows, rowsAt } from "../../kit/rows.ts";
import {
  type Backend,
  EVERY_VALUE,
  type Tile,
  type TileCounts,
  type TileNeighbours,
  type TileQuery,
  type TileReduction,
} from "../backend.ts";
import { reduceInLoops } from "../tile-loops.ts";
import { barOffsets, boundOf, isBarred, places } from "../tile-query.ts";
import { tileQueryModel } from "./tile-model.ts";

export const onnxTileReducer = (
  { InferenceSession, Tensor }: typeof Runtime,
  options: Runtime.InferenceSession.SessionOptions,
  onProcessor: boolean,
): {
  reduceTiles: Backend["reduceTiles"];
  /** @throws Error when the device can not run the query */
  prepare(query: TileQuery): Promise<unknown>;
  close(): Promise<void>;
} => {
  const sessions = new Map<string, Promise<Runtime.InferenceSession>>();
  // Threads that spin after one session's work would take the cores from the next one's.
  const quiet = { ...options, extra: { session: { intra_op: { allow_spinning: "0" } } } };
  const sessionFor = (query: TileQuery, barred: boolean): Promise<Runtime.InferenceSession> => {
    const { bounds, positions, nearest, labels, kernel, sampleStep } = query;
    const key = [
      bounds.length,
      positions,
      nearest?.columnsToo,
      labels !== undefined,
      kernel,
      sampleStep,
      barred,
    ].join();
    const known = sessions.get(key) ?? InferenceSession.create(tileQueryModel(query, barred), quiet);
    sessions.set(key, known);
    return known;
  };
  // ONNX Runtime takes nothing that lies in shared memory.
  const floats = (values: Float32Array, shape: readonly number[]) =>
    new Tensor("float32", values.buffer instanceof SharedArrayBuffer ? values.slice() : values, shape);
  const factors = (
    rows: Rows,
    columns: Rows,
    { rowStart, rowEnd, columnStart, columnEnd }: Tile,
  ): Record<string, Runtime.Tensor> => ({
    rows: floats(rowsAt(rows, rowStart, rowEnd), [rowEnd - rowStart, rows.dimension]),
    columns: floats(rowsAt(columns, columnStart, columnEnd), [columnEnd - columnStart, rows.dimension]),
  });
  const whole = (value: number) => new Tensor("int64", BigInt64Array.of(BigInt(value)), [1]);

  async function* reduceTiles(
    rows: Rows,
    columns: Rows,
    tiles: Iterable<Tile>,
    query: TileQuery,
  ): AsyncGenerator<TileReduction> {
    const { bounds, positions, nearest, labels, bar } = query;
    let product = new Float32Array();
    for (const tile of tiles) {
      const { rowStart, rowEnd, columnStart, columnEnd } = tile;
      const m = rowEnd - rowStart;
      const n = columnEnd - columnStart;
      const feeds = factors(rows, columns, tile);
      if (onProcessor && !nearest) {
        // Making room for each tile anew costs as much as the loops.
        if (product.length < m * n) product = new Float32Array(m * n);
        const own = product.subarray(0, m * n);
        await (await sessionFor(EVERY_VALUE, false)).run(feeds, { sample: floats(own, [m, n]) });
        yield reduceInLoops(own, tile, query);
        continue;
      }
      const barred = isBarred(query, tile);
      if (barred) feeds.offsets = floats(barOffsets(bar!, m, n), [m, n]);
      for (const [index, bound] of bounds.entries()) {
        const { values, shape } = boundOf(bound, tile);
        feeds[`bound${index}`] = floats(values, shape);
      }
      if (positions) {
        feeds.rowPlaces = floats(places(m), [1, m]);
        feeds.columnPlaces = floats(places(n), [n, 1]);
      }
      if (labels) {
        feeds.rowLabels = floats(labels.rows.subarray(rowStart, rowEnd), [m, 1]);
        feeds.columnLabels = floats(labels.columns.subarray(columnStart, columnEnd), [1, n]);
      }
      if (nearest) {
        feeds.rowK = whole(Math.min(nearest.k, n));
        if (nearest.columnsToo) feeds.columnK = whole(Math.min(nearest.k, m));
      }
      const results = await (await sessionFor(query, barred)).run(feeds);
      const values = (name: string) => results[name]!.data as Float32Array;
      const counts = (side: "row" | "column", index: number): TileCounts => ({
        counts: values(`${side}Counts${index}`),
        ...(positions ? { positions: values(`${side}Positions${index}`) } : {}),
      });
      const neighbours = (side: "row" | "column", k: number): TileNeighbours => ({
        k,
        similarities: values(`${side}Best`),
        indices: results[`${side}BestIndex`]!.data as Int32Array,
      });
      yield {
        ...tile,
        counts: bounds.map((_, index) => ({ rows: counts("row", index), columns: counts("column", index) })),
        ...(nearest ? { nearestColumns: neighbours("row", Math.min(nearest.k, n)) } : {}),
        ...(nearest?.columnsToo ? { nearestRows: neighbours("column", Math.min(nearest.k, m)) } : {}),
        ...(labels ? { highestElsewhere: values("elsewhere") } : {}),
        ...(query.kernel ? { kernels: { rows: values("rowKernels"), columns: values("columnKernels") } } : {}),
        ...(query.sampleStep ? { sample: values("sample") } : {}),
      };
    }
  }

  return {
    reduceTiles,
    prepare: (query) => sessionFor(query, false),
    async close() {
      for (const session of sessions.values()) await (await session).release();
      sessions.clear();
    },
  };
};
