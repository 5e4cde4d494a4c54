/**
 * TensorBoard event files (tfevents) of TensorFlow 1 and 2, torch.utils.tensorboard and tensorboardX: the records of the
 * file and the summaries in them. Open to all rooms: scores/ wants the scalars, images/ the pictures.
 *
 * Format: repeated { uint64 length, uint32 masked CRC-32C of the length, data, uint32 masked CRC-32C of the data }, little
 * endian; the data is an Event message (tensorflow/core/util/event.proto and framework/summary.proto).
 */
import { InputError } from "../errors.ts";
import { openRegularFile } from "../kit/file-kind.ts";
import { maskedCrc32c } from "./crc32c.ts";
import { type EventValue, eventValues } from "./event-message.ts";
import { FileBytes } from "./file-bytes.ts";

const HEADER = 12;
const FOOTER = 4;
const LONGEST_RECORD = 512 * 2 ** 20;

/** How the reading of a file ended; every byte of the file is in a read, a damaged or a left-out record. */
export interface EventFileEnd {
  /** Whole records, those with values and those without (the file's version, graphs). */
  records: number;
  /** Records whose checksum or message is broken; they were skipped. */
  damaged: number;
  /** Bytes behind the last whole record: a file that is still being written, or one whose rest can not be read. */
  unreadBytes: number;
}

/** Whether a file starts as a record file does. Looks at the content alone: 12 bytes are enough. */
export const isEventFile = (head: Uint8Array): boolean => recordLength(Buffer.from(head.subarray(0, HEADER))) !== null;

/**
 * Calls `visit` for every scalar and every picture of the file, in the order of the file. The next record is read when
 * `visit` has finished, so at most one record and 1 MiB of the file are held in memory.
 * @throws InputError when the file can not be opened or read, or is no event file
 */
export const readEventFile = async (
  path: string,
  visit: (value: EventValue) => void | Promise<void>,
): Promise<EventFileEnd> => {
  const handle = await openRegularFile(path).catch((cause: Error) => {
    throw unreadable(path, cause);
  });
  try {
    const file = new FileBytes(handle);
    const end: EventFileEnd = { records: 0, damaged: 0, unreadBytes: 0 };
    const { size } = await handle.stat();
    let whole = 0;
    for (;;) {
      const header = await file.take(HEADER);
      const length = header && recordLength(header);
      if (length === null && header && whole === 0) throw noEventFile(path);
      const data = length === null ? null : await file.take(length + FOOTER);
      if (!data) break;
      whole += HEADER + data.length;
      const message = data.subarray(0, -FOOTER);
      const isWhole = maskedCrc32c(message) === data.readUInt32LE(message.length) && (await visitAll(message, visit));
      if (isWhole) end.records++;
      else end.damaged++;
    }
    end.unreadBytes = Math.max(0, size - whole);
    return end;
  } catch (cause) {
    throw cause instanceof InputError ? cause : unreadable(path, cause as Error);
  } finally {
    await handle.close();
  }
};

/** @returns whether it is a message to its end */
const visitAll = async (message: Buffer, visit: (value: EventValue) => void | Promise<void>): Promise<boolean> => {
  const values = eventValues(message);
  for (;;) {
    const next = nextOf(values);
    if (next === null) return false;
    if (next.done) return true;
    // Waiting for what is done at once would take as long as the reading.
    const visited = visit(next.value);
    if (visited) await visited;
  }
};

/** null where the bytes are no message. */
const nextOf = (values: Generator<EventValue>): IteratorResult<EventValue> | null => {
  try {
    return values.next();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
};

const unreadable = (path: string, cause: Error): InputError =>
  new InputError(
    "EVENT_FILE",
    `Expected a readable TensorBoard event file at ${path} but: ${cause.message}. Next: check the path and its permissions.`,
    { cause },
  );

const noEventFile = (path: string): InputError =>
  new InputError(
    "EVENT_FILE",
    `Expected a TensorBoard event file at ${path} but its first record's length does not match its checksum. Next: give the file named events.out.tfevents..., or its folder.`,
  );

/** Bytes of the record's data; null when the length is not what its checksum says, or absurd. */
const recordLength = (header: Buffer): number | null => {
  if (header.length < HEADER || maskedCrc32c(header.subarray(0, 8)) !== header.readUInt32LE(8)) return null;
  const length = header.readBigUInt64LE(0);
  return length > BigInt(LONGEST_RECORD) ? null : Number(length);
};
