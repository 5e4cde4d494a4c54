/**
 * Row sums of the cubic kernel ((x . y) / d + 1)^3 of Binkowski et al. 2018, in O(n + m) memory. It is made for features whose
 * squares are 1 on average, so unit rows count as scaled to sqrt(d), which makes it (x . y + 1)^3.
 */
import type { Backend } from "../compute/backend.ts";
import { countOf, type Rows, rowsAt } from "../kit/rows.ts";
import { sum } from "../kit/stats.ts";
import { REDUCED_TILE, upperTriangle, wholeMatrix } from "./tiles.ts";

/** Per row, the sum over all OTHER rows. */
export const kernelSumsWithin = async (rows: Rows, backend: Backend): Promise<Float64Array> => {
  const n = countOf(rows);
  const own = (row: number) => (sum(rowsAt(rows, row).map((value) => value * value)) + 1) ** 3;
  const sums = Float64Array.from({ length: n }, (_, row) => n - own(row));
  for await (const { rowStart, columnStart, kernels } of backend.reduceTiles(
    rows,
    rows,
    upperTriangle(n, REDUCED_TILE),
    QUERY,
  )) {
    add(sums, kernels!.rows, rowStart);
    if (rowStart !== columnStart) add(sums, kernels!.columns, columnStart);
  }
  return sums;
};

/** Per row of each side, the sum over all rows of the other. */
export const kernelSumsAcross = async (
  first: Rows,
  second: Rows,
  backend: Backend,
): Promise<{ first: Float64Array; second: Float64Array }> => {
  const [n, m] = [countOf(first), countOf(second)];
  const sums = { first: new Float64Array(n).fill(m), second: new Float64Array(m).fill(n) };
  for await (const { rowStart, columnStart, kernels } of backend.reduceTiles(first, second, wholeMatrix(n, m), QUERY)) {
    add(sums.first, kernels!.rows, rowStart);
    add(sums.second, kernels!.columns, columnStart);
  }
  return sums;
};

const QUERY = { bounds: [], kernel: true } as const;

/** The device leaves 1 out of each kernel, so that its 32 bits hold what differs. */
const add = (sums: Float64Array, found: Float32Array, start: number): void =>
  found.forEach((kernels, index) => {
    sums[start + index]! += kernels;
  });
