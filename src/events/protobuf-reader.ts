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
 * @throws RangeError when the bytes are no message
 */
export function* fieldsOf(message: Buffer): Generator<Field> {
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
  const take = (length: bigint): Buffer => {
    if (length < 0n || length > BigInt(message.length - at)) throw new RangeError("a field is longer than its message");
    const bytes = message.subarray(at, at + Number(length));
    at += bytes.length;
    return bytes;
  };
  while (at < message.length) {
    const key = varint();
    const number = Number(BigInt.asUintN(32, key) >> 3n);
    const wire = Number(key & 7n);
    if (wire === 0) yield { number, wire, integer: varint(), bytes: NOTHING };
    else if (wire === 1) yield { number, wire, integer: 0n, bytes: take(8n) };
    else if (wire === 2) yield { number, wire, integer: 0n, bytes: take(varint()) };
    else if (wire === 5) yield { number, wire, integer: 0n, bytes: take(4n) };
    else throw new RangeError(`wire type ${wire} is unknown`);
  }
}
