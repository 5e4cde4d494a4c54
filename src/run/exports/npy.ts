/** Arrays as NumPy's files, version 1.0 (numpy.lib.format). */

const MAGIC = Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0);
/** The values start at a multiple of it. */
const ALIGNMENT = 64;

/** What stands before the values, which follow in C order. */
export const npyHeader = (type: "<f4" | "|u1", shape: readonly number[]): Uint8Array => {
  const text = `{'descr': '${type}', 'fortran_order': False, 'shape': (${shape.join(", ")}${shape.length === 1 ? "," : ""}), }`;
  const filled = MAGIC.length + 2 + text.length + 1;
  const words = new TextEncoder().encode(`${text}${" ".repeat((ALIGNMENT - (filled % ALIGNMENT)) % ALIGNMENT)}\n`);
  const header = new Uint8Array(MAGIC.length + 2 + words.length);
  header.set(MAGIC);
  new DataView(header.buffer).setUint16(MAGIC.length, words.length, true);
  header.set(words, MAGIC.length + 2);
  return header;
};

/** @param parts one below the other, row by row, `columns` values a row @returns float32, little endian */
export const npyFile = (parts: readonly Float32Array[], columns: number): Uint8Array => {
  const count = parts.reduce((sum, { length }) => sum + length, 0);
  const header = npyHeader("<f4", [columns === 0 ? 0 : count / columns, columns]);
  const file = new Uint8Array(header.length + 4 * count);
  file.set(header);
  const view = new DataView(file.buffer);
  let at = header.length;
  for (const part of parts)
    for (const value of part) {
      view.setFloat32(at, value, true);
      at += 4;
    }
  return file;
};
