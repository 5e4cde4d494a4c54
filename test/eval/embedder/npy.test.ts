import { expect, test } from "vitest";
import { floatsOfNpy, npyOfBytes } from "../../../eval/embedder/npy.ts";

/** As NumPy 1.26 writes it: np.save of np.array([[1, 2, 3], [4, 5, 6.5]], "<f4"). */
const numpyFile = (descr = "<f4", order = "False") => {
  const header = `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': (2, 3), }`.padEnd(117);
  const values = new Float32Array([1, 2, 3, 4, 5, 6.5]);
  const start = Buffer.from([0x93, ...Buffer.from("NUMPY"), 1, 0, 118, 0]);
  return Buffer.concat([start, Buffer.from(`${header}\n`), Buffer.from(values.buffer)]);
};

test("a matrix that NumPy wrote is read row by row", () => {
  const { values, rows, columns } = floatsOfNpy(numpyFile());
  expect([rows, columns]).toEqual([2, 3]);
  expect([...values]).toEqual([1, 2, 3, 4, 5, 6.5]);
});

test("other types and orders are refused, naming what was found", () => {
  expect(() => floatsOfNpy(numpyFile("<f8"))).toThrow("<f8");
  expect(() => floatsOfNpy(numpyFile("<f4", "True"))).toThrow("fortran_order");
  expect(() => floatsOfNpy(Buffer.from("PNG, not numbers"))).toThrow("Expected a .npy file");
});

test("bytes are written behind a header whose length is a multiple of 64", () => {
  const file = npyOfBytes(Uint8Array.of(7, 8, 9, 10, 11, 12), [1, 2, 3]);
  const start = 10 + file.readUInt16LE(8);
  expect(start % 64).toBe(0);
  expect(file.toString("latin1", 10, start)).toMatch(
    /^\{'descr': '\|u1', 'fortran_order': False, 'shape': \(1, 2, 3\), \} *\n$/,
  );
  expect([...file.subarray(start)]).toEqual([7, 8, 9, 10, 11, 12]);
});
