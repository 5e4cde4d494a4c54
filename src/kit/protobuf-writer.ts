/** The few protocol-buffer encodings that ONNX and event files need (wire format: varint = 0, 64 bit = 1, length-delimited = 2, 32 bit = 5). */

const varint = (value: number): Uint8Array => {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 127) {
    bytes.push((rest % 128) | 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
  return Uint8Array.from(bytes);
};

/** Fields in pieces: weights are copied once, into the whole file, and not at every level of nesting. */
export type Encoded = readonly Uint8Array[];

/** A non-negative safe integer. */
export const integer = (field: number, value: number): Encoded => [varint(field * 8), varint(value)];

export const bytes = (field: number, ...value: Encoded): Encoded => [
  varint(field * 8 + 2),
  varint(value.reduce((sum, { length }) => sum + length, 0)),
  ...value,
];

export const text = (field: number, value: string): Encoded => bytes(field, new TextEncoder().encode(value));

/** A nested message made of its encoded fields. */
export const message = (field: number, ...fields: readonly Encoded[]): Encoded => bytes(field, ...fields.flat());

export const float = (field: number, value: number): Encoded => {
  const encoded = new Uint8Array(4);
  new DataView(encoded.buffer).setFloat32(0, value, true);
  return [varint(field * 8 + 5), encoded];
};

export const double = (field: number, value: number): Encoded => {
  const encoded = new Uint8Array(8);
  new DataView(encoded.buffer).setFloat64(0, value, true);
  return [varint(field * 8 + 1), encoded];
};

/** A whole file: the fields of the outermost message. */
export const document = (...fields: readonly Encoded[]): Uint8Array => {
  const pieces = fields.flat();
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
};
