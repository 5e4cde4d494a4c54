/** Numbers of a NumPy array, by its type string. */
import { halfFloat } from "../../kit/half-float.ts";

type ReadValue = (bytes: DataView, at: number) => number;

const READERS: Record<string, { bytes: number; read: (littleEndian: boolean) => ReadValue }> = {
  b1: { bytes: 1, read: () => (view, at) => (view.getUint8(at) === 0 ? 0 : 1) },
  u1: { bytes: 1, read: () => (view, at) => view.getUint8(at) },
  i1: { bytes: 1, read: () => (view, at) => view.getInt8(at) },
  u2: { bytes: 2, read: (little) => (view, at) => view.getUint16(at, little) },
  i2: { bytes: 2, read: (little) => (view, at) => view.getInt16(at, little) },
  u4: { bytes: 4, read: (little) => (view, at) => view.getUint32(at, little) },
  i4: { bytes: 4, read: (little) => (view, at) => view.getInt32(at, little) },
  u8: { bytes: 8, read: (little) => (view, at) => Number(view.getBigUint64(at, little)) },
  i8: { bytes: 8, read: (little) => (view, at) => Number(view.getBigInt64(at, little)) },
  f2: { bytes: 2, read: (little) => (view, at) => halfFloat(view.getUint16(at, little)) },
  f4: { bytes: 4, read: (little) => (view, at) => view.getFloat32(at, little) },
  f8: { bytes: 8, read: (little) => (view, at) => view.getFloat64(at, little) },
};

export interface ValueType {
  bytesPerValue: number;
  /** Whole numbers. */
  isInteger: boolean;
  read: ReadValue;
}

/** @param type such as "<f4" @throws Error for anything but numbers */
export const valueType = (type: string): ValueType => {
  const [, order = "|", name = ""] = /^([<>|=]?)(.*)$/.exec(type) ?? [];
  const found = Object.hasOwn(READERS, name) ? READERS[name]! : null;
  if (!found) throw new Error(`values of type ${type} are no numbers that can be read`);
  return { bytesPerValue: found.bytes, isInteger: !name.startsWith("f"), read: found.read(order !== ">") };
};
