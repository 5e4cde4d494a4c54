/**
 * A TensorBoard event file as torch.utils.tensorboard and TensorFlow 1 write it, with simple values and encoded pictures: every version of
 * TensorBoard reads these. The format is told in read-event-file.ts.
 */
import { bytes, document, double, type Encoded, float, integer, message, text } from "../kit/protobuf-writer.ts";
import { maskedCrc32c } from "./crc32c.ts";

export type WrittenValue =
  /** NaN and infinities as they are. */
  | { tag: string; scalar: number }
  /** A PNG, its size in pixels. */
  | { tag: string; image: { png: Uint8Array; width: number; height: number } };

export interface WrittenEvent {
  /** Whole, from 0. */
  step: number;
  values: readonly WrittenValue[];
}

const VERSION = "brain.Event:2";
const EVENT = { wallTime: 1, step: 2, version: 3, summary: 5 } as const;
const SUMMARY_VALUE = 1;
const VALUE = { tag: 1, simpleValue: 2, image: 4 } as const;
const IMAGE = { height: 1, width: 2, colours: 3, encoded: 4 } as const;
const RGB = 3;

/** @param wallTime of all events, seconds since 1970 */
export const eventFile = (events: readonly WrittenEvent[], wallTime: number): Uint8Array =>
  new Uint8Array(
    Buffer.concat([
      record(document(double(EVENT.wallTime, wallTime), text(EVENT.version, VERSION))),
      ...events.map(({ step, values }) =>
        record(
          document(
            double(EVENT.wallTime, wallTime),
            integer(EVENT.step, step),
            message(EVENT.summary, ...values.map((value) => message(SUMMARY_VALUE, ...fieldsOf(value)))),
          ),
        ),
      ),
    ]),
  );

const fieldsOf = (value: WrittenValue): Encoded[] => {
  const tag = text(VALUE.tag, value.tag);
  if ("scalar" in value) return [tag, float(VALUE.simpleValue, value.scalar)];
  const { png, width, height } = value.image;
  const image = [integer(IMAGE.height, height), integer(IMAGE.width, width), integer(IMAGE.colours, RGB)];
  return [tag, message(VALUE.image, ...image, bytes(IMAGE.encoded, png))];
};

/** Length, data, and a checksum of each. */
const record = (data: Uint8Array): Buffer => {
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(data.length));
  return Buffer.concat([length, checksum(length), data, checksum(data)]);
};

const checksum = (data: Uint8Array): Buffer => {
  const masked = Buffer.alloc(4);
  masked.writeUInt32LE(maskedCrc32c(data));
  return masked;
};
