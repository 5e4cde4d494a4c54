/** Sizes and times of many files: one by one where the file system answers at once, some at once where each answer takes its time. */
import { stat } from "node:fs/promises";
import { inBatches } from "../../inputs/in-batches.ts";
import { statOrNull } from "../../kit/file-kind.ts";

export interface FileState {
  /** -1 where there is no file. */
  size: number;
  mtimeMs: number;
}

const ABSENT: FileState = { size: -1, mtimeMs: -1 };
/** Files looked at one by one before the time is looked at. */
const AHEAD = 64;
/** Milliseconds of one look: a disk of this machine takes a hundredth, a network a hundred times as long. */
const SLOW = 0.05;
const AT_ONCE = 32;

export const statFiles = async (files: readonly string[]): Promise<FileState[]> => {
  const states: FileState[] = [];
  while (states.length < files.length) {
    const start = performance.now();
    const some = files.slice(states.length, states.length + AHEAD);
    states.push(...some.map((file) => statOrNull(file) ?? ABSENT));
    if (performance.now() - start > SLOW * some.length) break;
  }
  const rest = await inBatches(files.slice(states.length), AT_ONCE, (file) => stat(file).catch(() => ABSENT));
  return [...states, ...rest].map(({ size, mtimeMs }) => ({ size, mtimeMs }));
};
