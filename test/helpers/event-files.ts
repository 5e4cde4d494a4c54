/** Writes TensorBoard event files byte by byte, with a checksum of its own. */
import { crc32c as reference } from "./crc32c.ts";

const mask = (crc: number): number => (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;

const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};

export const record = (data: Buffer): Buffer => {
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(data.length));
  return Buffer.concat([length, uint32(mask(reference(length))), data, uint32(mask(reference(data)))]);
};

const varint = (value: bigint): Buffer => {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, value);
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return Buffer.from([...bytes, Number(rest)]);
};

export const integerField = (number: number, value: bigint | number): Buffer =>
  Buffer.concat([varint(BigInt(number * 8)), varint(BigInt(value))]);

export const bytesField = (number: number, ...parts: readonly (Buffer | string)[]): Buffer => {
  const content = Buffer.concat(parts.map((part) => Buffer.from(part)));
  return Buffer.concat([varint(BigInt(number * 8 + 2)), varint(BigInt(content.length)), content]);
};

const floatField = (number: number, value: number): Buffer => {
  const content = Buffer.alloc(4);
  content.writeFloatLE(value);
  return Buffer.concat([varint(BigInt(number * 8 + 5)), content]);
};

const doubleField = (number: number, value: number): Buffer => {
  const content = Buffer.alloc(8);
  content.writeDoubleLE(value);
  return Buffer.concat([varint(BigInt(number * 8 + 1)), content]);
};

/** An Event with a summary of these values. */
export const event = (step: number | bigint, wallTime: number, ...values: readonly Buffer[]): Buffer =>
  Buffer.concat([
    doubleField(1, wallTime),
    integerField(2, step),
    bytesField(5, ...values.map((value) => bytesField(1, value))),
  ]);

/** As TensorFlow 1, torch.utils.tensorboard and tensorboardX write a scalar. */
export const simpleScalar = (tag: string, value: number): Buffer =>
  Buffer.concat([bytesField(1, tag), floatField(2, value)]);

/** As tf.summary.scalar of TensorFlow 2 writes it. */
export const tensorScalar = (tag: string, value: number): Buffer => {
  const content = Buffer.alloc(4);
  content.writeFloatLE(value);
  return Buffer.concat([
    bytesField(1, tag),
    bytesField(8, integerField(1, 1), bytesField(2), bytesField(4, content)),
    bytesField(9, bytesField(1, bytesField(1, "scalars"))),
  ]);
};

/** As torch and TensorFlow 1 write a picture. */
export const gridImage = (tag: string, picture: Buffer): Buffer =>
  Buffer.concat([
    bytesField(1, tag),
    bytesField(4, integerField(1, 8), integerField(2, 8), integerField(3, 3), bytesField(4, picture)),
  ]);

/** As tf.summary.image of TensorFlow 2 writes pictures. */
export const tensorImages = (tag: string, ...pictures: readonly Buffer[]): Buffer =>
  Buffer.concat([
    bytesField(1, tag),
    bytesField(
      8,
      integerField(1, 7),
      bytesField(8, "8"),
      bytesField(8, "8"),
      ...pictures.map((picture) => bytesField(8, picture)),
    ),
    bytesField(9, bytesField(1, bytesField(1, "images"))),
  ]);

/** A file as every writer starts it, with these events. */
export const eventFile = (...events: readonly Buffer[]): Buffer =>
  Buffer.concat(
    [Buffer.concat([doubleField(1, 1.5e9), bytesField(3, "brain.Event:2")]), ...events].map((data) => record(data)),
  );
