/** NumPy's array files, version 1.0: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html */

const MAGIC = Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0);
/** The values start at a multiple of it. */
const ALIGNMENT = 64;

/** @param values row-major, as many as the shape says */
export const npyOfBytes = (values: Uint8Array, shape: readonly number[]): Buffer => {
  const text = `{'descr': '|u1', 'fortran_order': False, 'shape': (${shape.join(", ")}${shape.length === 1 ? "," : ""}), }`;
  const filled = MAGIC.length + 2 + text.length + 1;
  const header = Buffer.from(`${text}${" ".repeat((ALIGNMENT - (filled % ALIGNMENT)) % ALIGNMENT)}\n`, "latin1");
  const length = Buffer.alloc(2);
  length.writeUInt16LE(header.length);
  return Buffer.concat([MAGIC, length, header, values]);
};

/** A matrix of 32-bit floats. @throws Error saying what was found instead */
export const floatsOfNpy = (file: Buffer): { values: Float32Array; rows: number; columns: number } => {
  if (!file.subarray(0, 6).equals(MAGIC.subarray(0, 6))) throw new Error("Expected a .npy file");
  const start = file[6] === 1 ? 10 + file.readUInt16LE(8) : 12 + file.readUInt32LE(8);
  const header = file.toString("latin1", 10, start);
  const shape = /'shape': \((\d+), (\d+)\)/.exec(header);
  if (!shape || !header.includes("'<f4'") || header.includes("'fortran_order': True"))
    throw new Error(`Expected n x d values of type <f4 in C order but found ${header.trim()}`);
  const [rows, columns] = [Number(shape[1]), Number(shape[2])];
  const bytes = Uint8Array.prototype.slice.call(file, start, start + rows * columns * 4);
  return { values: new Float32Array(bytes.buffer), rows, columns };
};
