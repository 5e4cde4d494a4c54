/**
 * Event files read by protobufjs, with the fields that TensorBoard publishes (tensorboard/compat/proto/event.proto and summary.proto) and
 * a checksum that is not the tool's.
 */
import protobuf from "protobufjs";
import { crc32c } from "./crc32c.ts";

const PROTO = `
syntax = "proto3";
message Event {
  double wall_time = 1;
  int64 step = 2;
  oneof what { string file_version = 3; Summary summary = 5; }
}
message Summary {
  message Image { int32 height = 1; int32 width = 2; int32 colorspace = 3; bytes encoded_image_string = 4; }
  message Value {
    string tag = 1;
    oneof value { float simple_value = 2; Image image = 4; }
  }
  repeated Value value = 1;
}`;

interface EventMessage {
  wallTime: number;
  step: number;
  fileVersion?: string;
  summary?: {
    value: {
      tag: string;
      simpleValue?: number;
      image?: { width: number; height: number; colorspace: number; encodedImageString: Uint8Array };
    }[];
  };
}

const EVENT = protobuf.parse(PROTO).root.lookupType("Event");

/** @throws Error where a checksum or a length is wrong */
export const eventsOf = (file: Buffer): EventMessage[] => {
  const events: EventMessage[] = [];
  for (let at = 0; at < file.length; ) {
    const length = file.subarray(at, at + 8);
    const size = Number(length.readBigUInt64LE());
    const data = file.subarray(at + 12, at + 12 + size);
    if (file.readUInt32LE(at + 8) !== masked(length) || file.readUInt32LE(at + 12 + size) !== masked(data))
      throw new Error(`the checksum at ${at} is wrong`);
    events.push(EVENT.toObject(EVENT.decode(data), { longs: Number }) as EventMessage);
    at += 16 + size;
  }
  return events;
};

/** Rotated right by 15 bits plus a constant. */
const masked = (data: Buffer): number => {
  const crc = BigInt(crc32c(data));
  return Number((((crc >> 15n) | ((crc << 17n) & 0xffffffffn)) + 0xa282ead8n) & 0xffffffffn);
};
