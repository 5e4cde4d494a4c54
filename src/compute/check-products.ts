/** The smallest proof that a runtime computes. */
import { type Backend, EVERY_VALUE } from "./backend.ts";

/** Inner products of (3, 4) and (-4, 3): 25, 0, 0, 25. */
const PROBE = { rows: { values: Float32Array.of(3, 4, -4, 3), dimension: 2 }, products: [25, 0, 0, 25] };

/** What is wrong with the inner products of a backend, null when nothing is. */
export const wrongProducts = async (backend: Backend): Promise<string | null> => {
  const tile = { rowStart: 0, rowEnd: 2, columnStart: 0, columnEnd: 2 };
  for await (const { sample } of backend.reduceTiles(PROBE.rows, PROBE.rows, [tile], EVERY_VALUE))
    if (PROBE.products.some((product, index) => Math.abs(product - sample![index]!) > 1e-3))
      return `computes wrong inner products: ${[...sample!].join(", ")}`;
  return null;
};
