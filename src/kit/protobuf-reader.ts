/** Reads the protocol-buffer wire format: varint = 0, 64 bit = 1, length-delimited = 2, 32 bit = 5. */

export interface Field {
  number: number;
  /** 0, 1, 2 or 5. */
  wire: number;
  /** The integer of a varint, two's complement; 0n for the other wire types. */
  integer: bigint;
  /** The bytes of every other wire type, a view and no copy; empty for a varint. */
  bytes: Buffer;
}

const NOTHING = Buffer.alloc(0);
const LONGEST_VARINT = 10;

/**
 * The fields of one message, in the order of the file. Never reads beyond the message, whatever its lengths claim.
 * @param only this number; the others are passed over, which costs no memory however many there are
 * @throws RangeError when the bytes are no message
 */
export function* fieldsOf(message: Buffer, only?: number): Generator<Field> {
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let index = 0; index < LONGEST_VARINT; index++) {
      const byte = message[at++];
      if (byte === undefined) break;
      value |= BigInt(byte & 127) << BigInt(7 * index);
      if (byte < 128) return BigInt.asIntN(64, value);
    }
    throw new RangeError("a number does not end");
  };
  /** The same as a number, at once where it has one byte, as most have. */
  const small = (): number => {
    const byte = message[at]!;
    if (byte >= 128) return Number(varint());
    at++;
    return byte;
  };
  /** @returns where the field starts */
  const pass = (length: number): number => {
    if (!(length >= 0 && length <= message.length - at)) throw new RangeError("a field is longer than its message");
    at += length;
    return at - length;
  };
  while (at < message.length) {
    const key = message[at]! < 128 ? message[at++]! : Number(BigInt.asUintN(32, varint()));
    const number = Math.floor(key / 8);
    const wire = key % 8;
    const isWanted = only === undefined || number === only;
    if (wire === 0) {
      const start = at;
      if (message[at]! < 128) at++;
      else varint();
      if (isWanted) yield { number, wire, integer: integerAt(message, start, at), bytes: NOTHING };
      continue;
    }
    const length = wire === 1 ? 8 : wire === 5 ? 4 : wire === 2 && at < message.length ? small() : null;
    if (length === null) throw new RangeError(`wire type ${wire} is unknown, or its length does not end`);
    const start = pass(length);
    if (isWanted) yield { number, wire, integer: 0n, bytes: length === 0 ? NOTHING : message.subarray(start, at) };
  }
}

/** Of the varint that lies there. */
const integerAt = (message: Buffer, start: number, end: number): bigint => {
  let value = 0n;
  for (let at = end - 1; at >= start; at--) value = (value << 7n) | BigInt(message[at]! & 127);
  return BigInt.asIntN(64, value);
};
