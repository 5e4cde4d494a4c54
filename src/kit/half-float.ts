/** IEEE 754 binary16. @param bits the 16 bits of the number */
export const halfFloat = (bits: number): number => {
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  const sign = bits & 0x8000 ? -1 : 1;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * POWERS[exponent]!);
};

/** @param bytes little-endian @returns as many binary32 as there are numbers */
export const halfToSingle = (bytes: Uint8Array): Float32Array => {
  const values = new Float32Array(bytes.byteLength / 2);
  for (let at = 0; at < values.length; at++) values[at] = halfFloat(bytes[2 * at]! | (bytes[2 * at + 1]! << 8));
  return values;
};

/** 2^(exponent - 25). */
const POWERS = Float64Array.from({ length: 32 }, (_, exponent) => 2 ** (exponent - 25));
