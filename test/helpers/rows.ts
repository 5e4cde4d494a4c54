import { countOf, type Rows, type SomeRows } from "../../src/kit/rows.ts";

export const asRows = (values: Float32Array, dimension: number): Rows => ({ values, dimension });

export const everyRow = (all: Rows): SomeRows => ({
  all,
  chosen: Array.from({ length: countOf(all) }, (_, row) => row),
});
