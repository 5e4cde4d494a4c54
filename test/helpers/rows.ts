import type { Rows } from "../../src/kit/rows.ts";

export const asRows = (values: Float32Array, dimension: number): Rows => ({ values, dimension });
