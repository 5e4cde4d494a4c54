/** One Event message of TensorBoard: its scalars and pictures (tensorflow/core/util/event.proto, framework/summary.proto, framework/tensor.proto). */
import { type Field, fieldsOf } from "../kit/protobuf-reader.ts";

export interface EventValue {
  /** Global step of the writer. */
  step: number;
  /** Seconds since 1970. */
  wallTime: number;
  tag: string;
  /** NaN and infinities as written. */
  scalar?: number;
  /** Encoded picture files (PNG as a rule), views into the record: one grid of TensorFlow 1 and torch, one per sample of TensorFlow 2. */
  images?: Buffer[];
}

const EVENT = { wallTime: 1, step: 2, summary: 5 } as const;
const SUMMARY_VALUE = 1;
const VALUE = { tag: 1, simpleValue: 2, image: 4, tensor: 8, metadata: 9 } as const;
const IMAGE_BYTES = 4;
const PLUGIN_DATA = 1;
const PLUGIN_NAME = 1;
const TENSOR = { type: 1, content: 4, floats: 5, doubles: 6, ints: 7, strings: 8, longs: 10 } as const;
const TYPE = { float: 1, double: 2, int32: 3, int64: 9 } as const;
const VARINT = 0;
const LONGEST_VARINT = 10;
/** TensorFlow 2 writes the width and the height as text in front of the pictures. */
const SIZE_TEXTS = 2;
/** TensorBoard itself shows 10 of a summary; a batch is at most some thousands. */
const MOST_IMAGES = 100_000;

/**
 * The values of a message, one at a time: it may hold millions of them. Those that are neither scalar nor picture are left out.
 * @throws RangeError when the bytes are no Event message, once what stands before the fault was given
 */
export function* eventValues(message: Buffer): Generator<EventValue> {
  let wallTime = 0;
  let step = 0;
  for (const { bytes } of fieldsOf(message, EVENT.wallTime)) if (bytes.length === 8) wallTime = bytes.readDoubleLE(0);
  for (const { wire, integer } of fieldsOf(message, EVENT.step)) if (wire === VARINT) step = Number(integer);
  for (const summary of fieldsOf(message, EVENT.summary))
    for (const { bytes } of fieldsOf(summary.bytes, SUMMARY_VALUE)) {
      const value = bytes.length === 0 ? null : summaryValue(bytes);
      if (value) yield { step, wallTime, ...value };
    }
}

const summaryValue = (message: Buffer): Pick<EventValue, "tag" | "scalar" | "images"> | null => {
  let tag = "";
  let plugin = "";
  let scalar: number | undefined;
  let image: Buffer | undefined;
  let tensor: Buffer | undefined;
  for (const field of fieldsOf(message)) {
    if (field.number === VALUE.tag) tag = field.bytes.toString("utf8");
    else if (field.number === VALUE.simpleValue && field.bytes.length === 4) scalar = field.bytes.readFloatLE(0);
    else if (field.number === VALUE.image) image = child(field.bytes, IMAGE_BYTES);
    else if (field.number === VALUE.tensor) tensor = field.bytes;
    else if (field.number === VALUE.metadata)
      plugin = child(child(field.bytes, PLUGIN_DATA), PLUGIN_NAME)?.toString("utf8") ?? "";
  }
  if (scalar !== undefined) return { tag, scalar };
  if (image) return { tag, images: [image] };
  if (!tensor) return null;
  if (plugin === "images") {
    const images: Buffer[] = [];
    let texts = 0;
    for (const { bytes } of fieldsOf(tensor, TENSOR.strings))
      if (++texts > SIZE_TEXTS && images.length < MOST_IMAGES) images.push(bytes);
    return images.length > 0 ? { tag, images } : null;
  }
  const single = plugin === "" || plugin === "scalars" ? tensorScalar(tensor) : undefined;
  return single === undefined ? null : { tag, scalar: single };
};

const child = (message: Buffer | undefined, number: number): Buffer | undefined => {
  for (const { bytes } of message ? fieldsOf(message, number) : []) return bytes;
  return undefined;
};

/** The number of a tensor with one element. */
const tensorScalar = (tensor: Buffer): number | undefined => {
  let type = 0;
  const values: number[] = [];
  for (const field of fieldsOf(tensor)) {
    if (field.number === TENSOR.type) type = Number(field.integer);
    else if (field.number === TENSOR.content) values.push(...packed(field.bytes, type));
    else if (field.number === TENSOR.floats) values.push(...packed(field.bytes, TYPE.float));
    else if (field.number === TENSOR.doubles) values.push(...packed(field.bytes, TYPE.double));
    else if (field.number === TENSOR.ints || field.number === TENSOR.longs) values.push(...integers(field));
    if (values.length > 1) return undefined;
  }
  return values[0];
};

/** At most two: more mean that it is no scalar. */
const packed = (bytes: Buffer, type: number): number[] => {
  const size = type === TYPE.float || type === TYPE.int32 ? 4 : 8;
  const read = {
    [TYPE.float]: (at: number) => bytes.readFloatLE(at),
    [TYPE.double]: (at: number) => bytes.readDoubleLE(at),
    [TYPE.int32]: (at: number) => bytes.readInt32LE(at),
    [TYPE.int64]: (at: number) => Number(bytes.readBigInt64LE(at)),
  }[type];
  if (!read || bytes.length % size !== 0) return [];
  return Array.from({ length: Math.min(2, bytes.length / size) }, (_, index) => read(index * size));
};

/** A packed list of one small number is its varint alone; at most two. */
const integers = ({ wire, integer, bytes }: Field): number[] => {
  if (wire === VARINT) return [Number(integer)];
  // No varint is longer than this, so what is longer holds more than one.
  if (bytes.length > LONGEST_VARINT) return [0, 0];
  const [first, ...more] = [...fieldsOf(Buffer.concat([Buffer.from([8]), bytes]))];
  return first && more.length === 0 ? [Number(first.integer)] : [0, 0];
};
