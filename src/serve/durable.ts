/** Lines of which none is lost once it was written, and no half is ever read, whatever ends the process. */
import { type FileHandle, open, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { syncFolder } from "../kit/durable-file.ts";

/** Adds a line to a file of lines, unless it is the last one already. A line that broke off, since the process was ended in the middle of it, is ended first. */
export const appendLineDurably = async (path: string, line: string): Promise<void> => {
  const file = await open(path, "a+", 0o644);
  try {
    const { size } = await file.stat();
    if (!(await endsWithLine(file, size, line))) {
      const isBroken = size > 0 && (await lastBytes(file, size, 1)) !== "\n";
      await file.appendFile(`${isBroken ? "\n" : ""}${line}\n`);
    }
    await file.sync();
    if (size === 0) await syncFolder(dirname(path));
  } finally {
    await file.close();
  }
};

const endsWithLine = async (file: FileHandle, size: number, line: string): Promise<boolean> => {
  const whole = `${line}\n`;
  const bytes = Buffer.byteLength(whole);
  const last = await lastBytes(file, size, bytes + 1);
  return last === `\n${whole}` || (size === bytes && last === whole);
};

/** Fewer where there are no more. */
const lastBytes = async (file: FileHandle, size: number, most: number): Promise<string> => {
  const length = Math.min(size, most);
  const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length);
  return buffer.toString("utf8");
};

/** @param path of anything; nothing there is fine */
export const removeAll = (path: string): Promise<void> => rm(path, { recursive: true, force: true });
