/**
 * Answers a `TileQuery` from the products of a tile, in plain loops. On a processor one look at each product costs less than the
 * passes that a tensor runtime makes over the tile for each operation.
 */
import { least } from "../kit/stats.ts";
import { BARRED, type Tile, type TileCounts, type TileQuery, type TileReduction } from "./backend.ts";
import { boundOf, isBarred } from "./tile-query.ts";

/** What the loops can not answer. */
export type LoopQuery = Omit<TileQuery, "nearest">;

/** @param product rows x columns of the tile, row-major; barred entries are overwritten, and it may be given out */
export const reduceInLoops = (product: Float32Array, tile: Tile, query: LoopQuery): TileReduction => {
  const { kernel, sampleStep } = query;
  if (isBarred(query, tile)) bar(product, query.bar!, tile);
  return {
    ...tile,
    ...(areSimple(query) ? reachAndLook(product, tile, query) : reachThenLook(product, tile, query)),
    ...(kernel ? { kernels: sumKernels(product, tile) } : {}),
    ...(sampleStep ? { sample: sampleStep === 1 ? product : everyColumn(product, widthOf(tile), sampleStep) } : {}),
  };
};

const heightOf = ({ rowStart, rowEnd }: Tile): number => rowEnd - rowStart;
const widthOf = ({ columnStart, columnEnd }: Tile): number => columnEnd - columnStart;

const bar = (product: Float32Array, which: "self" | "lower", tile: Tile): void => {
  const width = widthOf(tile);
  for (let row = 0; row < Math.min(heightOf(tile), width); row++)
    product.fill(BARRED, row * width + (which === "self" ? row : 0), row * width + row + 1);
};

type Reached = Pick<TileReduction, "counts" | "highestElsewhere">;

/** One or more bounds, the same for all columns, and no positions. */
const areSimple = ({ bounds, positions }: LoopQuery): boolean =>
  bounds.length > 0 && !positions && bounds.every(({ per }) => per !== "column");

/** In one look at each product; most reach no bound. */
const reachAndLook = (product: Float32Array, tile: Tile, { bounds, labels }: LoopQuery): Reached => {
  const [height, width] = [heightOf(tile), widthOf(tile)];
  const limits = bounds.map((bound) => boundOf(bound, tile).values);
  const rows = bounds.map(() => new Float32Array(height));
  const columns = bounds.map(() => new Float32Array(width));
  const ofRows = labels?.rows.subarray(tile.rowStart, tile.rowEnd) ?? NO_LABELS;
  const ofColumns = labels?.columns.subarray(tile.columnStart, tile.columnEnd) ?? NO_LABELS;
  const highest = new Float32Array(height);
  for (let row = 0, at = 0; row < height; row++) {
    const ofRow = limits.map((values) => values[values.length === 1 ? 0 : row]!);
    const lowest = least(ofRow);
    const label = ofRows[row];
    let best = BARRED;
    for (let column = 0; column < width; column++, at++) {
      const similarity = product[at]!;
      if (similarity < lowest) continue;
      for (let bound = 0; bound < ofRow.length; bound++) {
        if (similarity < ofRow[bound]!) continue;
        rows[bound]![row]!++;
        columns[bound]![column]!++;
      }
      if (similarity > best && ofColumns[column] !== label) best = similarity;
    }
    highest[row] = best;
  }
  return {
    counts: bounds.map((_, bound) => ({ rows: { counts: rows[bound]! }, columns: { counts: columns[bound]! } })),
    ...(labels ? { highestElsewhere: highest } : {}),
  };
};

const NO_LABELS = new Float32Array();

const reachThenLook = (product: Float32Array, tile: Tile, query: LoopQuery): Reached => ({
  counts: countReached(product, tile, query),
  ...(query.labels ? { highestElsewhere: highestElsewhere(product, tile, query.labels) } : {}),
});

const countReached = (
  product: Float32Array,
  tile: Tile,
  { bounds, positions = false }: LoopQuery,
): TileReduction["counts"] => {
  const [height, width] = [heightOf(tile), widthOf(tile)];
  const sideOf = (length: number): TileCounts => ({
    counts: new Float32Array(length),
    ...(positions ? { positions: new Float32Array(length) } : {}),
  });
  return bounds.map((bound) => {
    const rows = sideOf(height);
    const columns = sideOf(width);
    const { values } = boundOf(bound, tile);
    const [perRow, perColumn] = [bound.per === "row", bound.per === "column"];
    for (let row = 0, at = 0; row < height; row++) {
      let limit = values[perRow ? row : 0]!;
      let count = 0;
      let sum = 0;
      for (let column = 0; column < width; column++, at++) {
        if (perColumn) limit = values[column]!;
        if (product[at]! < limit) continue;
        count++;
        columns.counts[column]!++;
        if (!positions) continue;
        sum += column;
        columns.positions![column]! += row;
      }
      rows.counts[row] = count;
      if (positions) rows.positions![row] = sum;
    }
    return { rows, columns };
  });
};

const highestElsewhere = (
  product: Float32Array,
  { rowStart, rowEnd, columnStart, columnEnd }: Tile,
  labels: NonNullable<TileQuery["labels"]>,
): Float32Array => {
  const ofColumns = labels.columns.subarray(columnStart, columnEnd);
  const width = ofColumns.length;
  const highest = new Float32Array(rowEnd - rowStart);
  for (let row = 0, at = 0; row < highest.length; row++) {
    const label = labels.rows[rowStart + row]!;
    let best = BARRED;
    for (let column = 0; column < width; column++, at++)
      if (product[at]! > best && ofColumns[column] !== label) best = product[at]!;
    highest[row] = best;
  }
  return highest;
};

/** (s + 1)^3 - 1 = s (s (s + 3) + 3). */
const sumKernels = (product: Float32Array, tile: Tile): NonNullable<TileReduction["kernels"]> => {
  const width = widthOf(tile);
  const rows = new Float32Array(heightOf(tile));
  const columns = new Float64Array(width);
  for (let row = 0, at = 0; row < rows.length; row++) {
    let sum = 0;
    for (let column = 0; column < width; column++, at++) {
      const s = product[at]!;
      const value = s * (s * (s + 3) + 3);
      sum += value;
      columns[column]! += value;
    }
    rows[row] = sum;
  }
  return { rows, columns: Float32Array.from(columns) };
};

const everyColumn = (product: Float32Array, width: number, step: number): Float32Array => {
  const perRow = Math.ceil(width / step);
  const sample = new Float32Array((product.length / width) * perRow);
  for (let start = 0, to = 0; start < product.length; start += width)
    for (let column = 0; column < width; column += step) sample[to++] = product[start + column]!;
  return sample;
};
