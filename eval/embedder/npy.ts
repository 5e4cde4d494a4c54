/** NumPy's array files, version 1.0: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html */
import { npyHeader } from "../../src/run/exports/npy.ts";

const MAGIC = Buffer.from("\x93NUMPY", "latin1");

/** @param values row-major, as many as the shape says */
export const npyOfBytes = (values: Uint8Array, shape: readonly number[]): Buffer =>
  Buffer.concat([npyHeader("|u1", shape), values]);

/** A matrix of 32-bit floats. @throws Error saying what was found instead */
export const floatsOfNpy = (file: Buffer): { values: Float32Array; rows: number; columns: number } => {
  if (!file.subarray(0, 6).equals(MAGIC)) throw new Error("Expected a .npy file");
  const start = file[6] === 1 ? 10 + file.readUInt16LE(8) : 12 + file.readUInt32LE(8);
  const header = file.toString("latin1", 10, start);
  const shape = /'shape': \((\d+), (\d+)\)/.exec(header);
  if (!shape || !header.includes("'<f4'") || header.includes("'fortran_order': True"))
    throw new Error(`Expected n x d values of type <f4 in C order but found ${header.trim()}`);
  const [rows, columns] = [Number(shape[1]), Number(shape[2])];
  const bytes = Uint8Array.prototype.slice.call(file, start, start + rows * columns * 4);
  return { values: new Float32Array(bytes.buffer), rows, columns };
};
