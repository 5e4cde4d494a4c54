/** Answers `TileQuery`s with TensorFlow.js operations. */
import type * as Tfjs from "@tensorflow/tfjs-core";
import { type Rows, rowsAt } from "../../kit/rows.ts";
import {
  BARRED,
  type Backend,
  type Tile,
  type TileCounts,
  type TileNeighbours,
  type TileQuery,
  type TileReduction,
} from "../backend.ts";
import { barOffsets, boundOf, isBarred, places } from "../tile-query.ts";

type Tensors = Record<string, Tfjs.Tensor>;

export async function* reduceTensorflowTiles(
  tf: typeof Tfjs,
  [rows, columns, tiles, query]: Parameters<Backend["reduceTiles"]>,
): AsyncGenerator<TileReduction> {
  for (const tile of tiles) {
    const m = tile.rowEnd - tile.rowStart;
    const n = tile.columnEnd - tile.columnStart;
    const block = (matrix: Rows, start: number, end: number) =>
      tf.tensor2d(rowsAt(matrix, start, end), [end - start, matrix.dimension]);
    const tensors = tf.tidy(() => {
      // Transposed beforehand: matMul's own transposeB is an order of magnitude slower on WebAssembly.
      const plain = tf.matMul(
        block(rows, tile.rowStart, tile.rowEnd),
        tf.transpose(block(columns, tile.columnStart, tile.columnEnd)),
      );
      const product = isBarred(query, tile) ? tf.add(plain, tf.tensor2d(barOffsets(query.bar!, m, n), [m, n])) : plain;
      return reductions(tf, product as Tfjs.Tensor2D, tile, query);
    });
    const data: Record<string, Float32Array | Int32Array> = {};
    for (const [name, tensor] of Object.entries(tensors)) data[name] = (await tensor.data()) as Float32Array;
    tf.dispose(tensors);
    const floats = (name: string) => data[name] as Float32Array;
    const counts = (side: string, index: number): TileCounts => ({
      counts: floats(`${side}Counts${index}`),
      ...(query.positions ? { positions: floats(`${side}Positions${index}`) } : {}),
    });
    const neighbours = (side: string, k: number): TileNeighbours => ({
      k,
      similarities: floats(`${side}Best`),
      indices: data[`${side}BestIndex`] as Int32Array,
    });
    const { nearest } = query;
    yield {
      ...tile,
      counts: query.bounds.map((_, index) => ({ rows: counts("row", index), columns: counts("column", index) })),
      ...(nearest ? { nearestColumns: neighbours("row", Math.min(nearest.k, n)) } : {}),
      ...(nearest?.columnsToo ? { nearestRows: neighbours("column", Math.min(nearest.k, m)) } : {}),
      ...(query.labels ? { highestElsewhere: floats("elsewhere") } : {}),
      ...(query.kernel ? { kernels: { rows: floats("rowKernels"), columns: floats("columnKernels") } } : {}),
      ...(query.sampleStep ? { sample: floats("sample") } : {}),
    };
  }
}

const reductions = (tf: typeof Tfjs, product: Tfjs.Tensor2D, tile: Tile, query: TileQuery): Tensors => {
  const [m, n] = product.shape;
  const tensors: Tensors = {};
  for (const [index, bound] of query.bounds.entries()) {
    const { values, shape } = boundOf(bound, tile);
    const reached = tf.cast(tf.greaterEqual(product, tf.tensor2d(values, shape)), "float32");
    tensors[`rowCounts${index}`] = tf.sum(reached, 1);
    tensors[`columnCounts${index}`] = tf.sum(reached, 0);
    if (!query.positions) continue;
    tensors[`rowPositions${index}`] = tf.matMul(reached, tf.tensor2d(places(n), [n, 1]));
    tensors[`columnPositions${index}`] = tf.matMul(tf.tensor2d(places(m), [1, m]), reached);
  }
  const top = (side: string, matrix: Tfjs.Tensor, k: number) => {
    const { values, indices } = tf.topk(matrix, k, true);
    tensors[`${side}Best`] = values;
    tensors[`${side}BestIndex`] = indices;
  };
  if (query.nearest) {
    top("row", product, Math.min(query.nearest.k, n));
    if (query.nearest.columnsToo) top("column", tf.transpose(product), Math.min(query.nearest.k, m));
  }
  if (query.labels) {
    const same = tf.equal(
      tf.tensor2d(query.labels.rows.subarray(tile.rowStart, tile.rowEnd), [m, 1]),
      tf.tensor2d(query.labels.columns.subarray(tile.columnStart, tile.columnEnd), [1, n]),
    );
    tensors.elsewhere = tf.max(tf.where(same, tf.fill([m, n], BARRED), product), 1);
  }
  if (query.kernel) {
    // (s + 1)^3 - 1 = s (s (s + 3) + 3)
    const kernel = tf.mul(product, tf.add(tf.mul(product, tf.add(product, 3)), 3));
    tensors.rowKernels = tf.sum(kernel, 1);
    tensors.columnKernels = tf.sum(kernel, 0);
  }
  if (query.sampleStep === 1) tensors.sample = product;
  else if (query.sampleStep) tensors.sample = tf.stridedSlice(product, [0, 0], [m, n], [1, query.sampleStep]);
  return tensors;
};
