/** Opens one log, whatever it is: looks at its content, not at its name. */
import { readFile } from "node:fs/promises";
import { InputError } from "../../errors.ts";
import { isEventFile } from "../../events/read-event-file.ts";
import { openRegularFile } from "../../kit/file-kind.ts";
import type { LogTable } from "../table/log-table.ts";
import { jsonObject } from "../table/python-json.ts";
import { encodingOf, LineSplitter, readLines } from "./lines.ts";
import { readEvents } from "./read-events.ts";
import { readJsonDocument } from "./read-json.ts";
import { TextLog } from "./read-text.ts";
import { isWandbFile, readWandbFile } from "./read-wandb.ts";

const HEAD = 2 ** 16;
/** JSON documents are read as a whole; everything else is streamed. */
const LARGEST_DOCUMENT = 128 * 2 ** 20;

/** @throws InputError when the file can not be read or is no log that is known */
export const readLogFile = async (path: string, source: string): Promise<LogTable> => {
  const { head, size } = await headOf(path);
  if (isEventFile(head)) return readEvents([{ path, folder: "" }], source);
  if (isWandbFile(head)) return readWandbFile(path, source);
  const text = new TextDecoder(encodingOf(head)).decode(head).replace(/^\uFEFF/, "");
  if (isBinary(text))
    throw new InputError(
      "SCORES_FORMAT",
      `Expected a score log but ${source} is a binary file of an unknown kind. Next: give a text log, a TensorBoard event file or a .wandb file.`,
    );
  if (isDocument(text)) {
    if (size > LARGEST_DOCUMENT)
      throw new InputError(
        "SCORES_SIZE",
        `Expected a JSON document of at most ${LARGEST_DOCUMENT / 2 ** 20} MiB but ${source} has ${Math.round(size / 2 ** 20)} MiB. Next: write the log as JSON lines or CSV, which are read piece by piece.`,
      );
    const bytes = await readFile(path);
    const table = readJsonDocument(new TextDecoder(encodingOf(bytes)).decode(bytes).replace(/^\uFEFF/, ""), source);
    if (table) return table;
  }
  const log = new TextLog(source);
  await readLines(path, (line, whole) => log.line(line, whole));
  return log.finish();
};

/** A log that is already in memory, for tests. @internal @throws InputError as readLogFile */
export const readLogText = (text: string, source: string): LogTable => {
  const bare = text.replace(/^\uFEFF/, "");
  const table = isDocument(bare.slice(0, HEAD)) ? readJsonDocument(bare, source) : null;
  if (table) return table;
  const log = new TextLog(source);
  const splitter = new LineSplitter((line, whole) => log.line(line, whole));
  splitter.push(text);
  splitter.end();
  return log.finish();
};

/** The first bytes of a file. */
export const headOf = async (path: string): Promise<{ head: Buffer; size: number }> => {
  try {
    const handle = await openRegularFile(path);
    try {
      const buffer = Buffer.alloc(HEAD);
      const { bytesRead } = await handle.read(buffer, 0, HEAD, 0);
      return { head: buffer.subarray(0, bytesRead), size: (await handle.stat()).size };
    } finally {
      await handle.close();
    }
  } catch (cause) {
    throw new InputError(
      "SCORES_UNREADABLE",
      `Expected a readable score log at ${path} but: ${(cause as Error).message}. Next: check the path and its permissions.`,
      { cause },
    );
  }
};

/** Text has no NUL characters, and hardly any that can not be decoded. */
const isBinary = (text: string): boolean => text.includes("\0") || text.split("\uFFFD").length - 1 > 0.05 * text.length;

/** A JSON document, and not JSON lines: its first line is not an object of its own, or is all there is. */
const isDocument = (head: string): boolean => {
  const text = head.trimStart();
  // A list of JSON, and no line that starts with a bracket such as [0/25] or [INFO].
  if (!/^(?:\{|\[\s{0,99}(?:[{["\]]|[-+.\deE]{1,40}\s{0,99}[,\]]))/.test(text)) return false;
  const lines = text.split(/\r\n|\n|\r/, 3).filter((line) => line.trim() !== "");
  return lines.length === 1 ? !isPlainRow(lines[0]!) : jsonObject(lines[0]!) === undefined || text.startsWith("[");
};

/** One line of JSON lines: an object of numbers without lists, or keys that count. */
const isPlainRow = (line: string): boolean =>
  jsonObject(line) != null && !/\[|"(?:epoch|step|iter|iteration)?[_ ]?\d{1,15}"\s?:/i.test(line);
