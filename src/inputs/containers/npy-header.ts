/** The header of NumPy's .npy format, versions 1 to 3 (numpy/lib/format.py). */

export interface NpyHeader {
  /** NumPy's type string, such as "|u1" or "<f4". */
  type: string;
  shape: number[];
  /** Start of the data, bytes. */
  dataStart: number;
}

const MAGIC = Buffer.from("\x93NUMPY", "latin1");
/** NumPy itself writes 128 bytes; a header with more than this is no list of dimensions. */
export const LONGEST_NPY_HEADER = 2 ** 16;

/** @param start the first bytes of the file, LONGEST_NPY_HEADER where it has as many @throws Error with a reason for people */
export const parseNpyHeader = (start: Buffer): NpyHeader => {
  if (start.length < 12 || !start.subarray(0, 6).equals(MAGIC)) throw new Error("it is no NumPy array (.npy)");
  const version = start[6]!;
  if (version < 1 || version > 3) throw new Error(`version ${version} of the .npy format is not known`);
  const [length, at] = version === 1 ? [start.readUInt16LE(8), 10] : [start.readUInt32LE(8), 12];
  if (at + length > start.length) throw new Error("the header of the array is longer than the file or 64 KiB");
  const text = start.subarray(at, at + length).toString("latin1");
  const type = /'descr'\s*:\s*'([<>|=]?[a-zA-Z]\d{0,4})'/.exec(text)?.[1];
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(text)?.[1];
  const dimensions = /'shape'\s*:\s*\(([\d,\sL]{0,400})\)/.exec(text)?.[1];
  if (type === undefined) throw new Error("its values are records or objects, not numbers");
  if (order === undefined || dimensions === undefined) throw new Error("the header of the array is broken");
  if (order === "True") throw new Error("its values are in Fortran order; save numpy.ascontiguousarray(images)");
  const shape = dimensions
    .split(",")
    .map((part) => part.trim().replace(/L$/, ""))
    .filter((part) => part !== "")
    .map(Number);
  if (shape.some((size) => !Number.isSafeInteger(size)) || !Number.isSafeInteger(shape.reduce((a, b) => a * b, 8)))
    throw new Error(`the shape (${dimensions}) is absurd`);
  return { type, shape, dataStart: at + length };
};
