/**
 * The history in a file that Weights & Biases keeps of a run (`run-<id>.wandb`), also of one that was never sent: a log of LevelDB's kind,
 * in blocks of 32 KiB, whose records are messages of wandb_internal.proto.
 */

import { openRegularFile } from "../../kit/file-kind.ts";
import { fieldsOf } from "../../kit/protobuf-reader.ts";
import { emptyTable, type LogTable, TableBuilder } from "../table/log-table.ts";
import { flatNumbers, parsePythonJson } from "../table/python-json.ts";

const IDENT = Buffer.from(":W&B");
const FILE_HEADER = 7;
const BLOCK = 32_768;
/** Checksum, length and kind. */
const RECORD_HEADER = 7;
const KIND = { full: 1, first: 2, middle: 3, last: 4 } as const;
const LONGEST_RECORD = 64 * 2 ** 20;
const HISTORY = 2;
const HISTORY_FIELDS = { item: 1, step: 2 } as const;
const ITEM = { key: 1, nestedKey: 2, value: 16 } as const;
const STEP = "_step";

export const isWandbFile = (head: Uint8Array): boolean => Buffer.from(head.subarray(0, IDENT.length)).equals(IDENT);

/** Reads up to the last whole record: the run may still be going on. */
export const readWandbFile = async (path: string, source: string): Promise<LogTable> => {
  const table = new TableBuilder();
  const lines = { read: 0, refused: 0, other: 0 };
  const take = (record: Buffer) => {
    try {
      const row = historyRow(record);
      if (row === null) lines.other++;
      else {
        table.add(row);
        lines.read++;
      }
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      lines.refused++;
    }
  };
  const handle = await openRegularFile(path);
  try {
    const parts = new RecordParts(take);
    const block = Buffer.alloc(BLOCK);
    for (let position = 0; ; position += BLOCK) {
      const { bytesRead } = await handle.read(block, 0, BLOCK, position);
      if (bytesRead === 0) break;
      parts.block(block.subarray(position === 0 ? FILE_HEADER : 0, bytesRead));
      if (bytesRead < BLOCK) break;
    }
  } finally {
    await handle.close();
  }
  const built = table.finish();
  return { ...emptyTable(source, "W&B run file"), ...built, lines, roles: { step: STEP } };
};

/** Puts together the records that go over the ends of blocks. */
class RecordParts {
  readonly #take: (record: Buffer) => void;
  #parts: Buffer[] = [];
  #size = 0;

  constructor(take: (record: Buffer) => void) {
    this.#take = take;
  }

  block(bytes: Buffer): void {
    for (let at = 0; at + RECORD_HEADER <= bytes.length; ) {
      const length = bytes.readUInt16LE(at + 4);
      const kind = bytes[at + 6]!;
      const end = at + RECORD_HEADER + length;
      // Zeros fill up a block.
      if (kind < KIND.full || kind > KIND.last || end > bytes.length) return;
      const data = Buffer.from(bytes.subarray(at + RECORD_HEADER, end));
      at = end;
      if (kind === KIND.full || kind === KIND.first) this.#parts = [];
      this.#size = this.#parts.length === 0 ? length : this.#size + length;
      if (this.#size > LONGEST_RECORD) this.#parts = [];
      else this.#parts.push(data);
      if (kind === KIND.full || kind === KIND.last) {
        this.#take(Buffer.concat(this.#parts));
        this.#parts = [];
      }
    }
  }
}

/** null for a record of something else. @throws RangeError when it is no message */
const historyRow = (record: Buffer): [string, number][] | null => {
  const [history] = fieldsOf(record, HISTORY);
  return history ? rowOf(history.bytes) : null;
};

/** Names of one row; the table keeps fewer. */
const MOST_NAMES = 10_000;

const rowOf = (history: Buffer): [string, number][] => {
  const row: [string, number][] = [];
  let step: number | null = null;
  for (const { number, bytes } of fieldsOf(history))
    if (number === HISTORY_FIELDS.item) {
      for (const named of row.length < MOST_NAMES ? itemNumbers(bytes) : []) row.push(named);
    } else if (number === HISTORY_FIELDS.step)
      for (const field of fieldsOf(bytes)) if (field.number === 1) step = Number(field.integer);
  return row.some(([name]) => name === STEP) || step === null ? row : [[STEP, step], ...row];
};

const itemNumbers = (item: Buffer): [string, number][] => {
  let key = "";
  const nested: string[] = [];
  let json = "";
  for (const { number, bytes } of fieldsOf(item))
    if (number === ITEM.key) key = bytes.toString("utf8");
    else if (number === ITEM.nestedKey) nested.push(bytes.toString("utf8"));
    else if (number === ITEM.value) json = bytes.toString("utf8");
  const value = parsePythonJson(json);
  const name = key || nested.join("/");
  // Broken numbers are kept as texts.
  return typeof value === "string" && /^(?:NaN|-?Infinity)$/.test(value)
    ? [[name, Number(value)]]
    : flatNumbers(value, name);
};
