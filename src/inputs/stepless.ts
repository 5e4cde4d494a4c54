/** Pictures that belong nowhere in a run, for all others carry a step: a showcase, a map of the data, a first look at fixed noise. */
import { basename, extname } from "node:path/posix";
import type { SampleFile } from "./checkpoints.ts";
import { type Found, leaveOut } from "./found.ts";
import type { ImageCheckpoint } from "./image-set.ts";

const REASON = "its name carries no step although those of the others do";
/** The end of a run needs no number. */
const LAST = /(?:^|[^a-z])(?:final|finished|last|latest|end|results?)(?:[^a-z]|$)/i;

const isOdd = (path: string): boolean => !LAST.test(basename(path, extname(path)));

/** Where names say in words that there is a picture per step. */
export const withoutStepless = (files: readonly SampleFile[]): Found<SampleFile> => {
  const worded = files.filter(({ named }) => named?.worded);
  const areSheets = new Set(worded.map(({ named }) => named!.step)).size * 2 > worded.length;
  const isRun = areSheets && worded.length > 1 && worded.length * 2 > files.length;
  return leaveOut(files, ({ named, path }) => (isRun && named === null && isOdd(path) ? REASON : null));
};

/** Where sheets were seen. */
export const withoutSteplessSheets = (checkpoints: readonly ImageCheckpoint[]): Found<ImageCheckpoint> => {
  const withStep = checkpoints.filter(({ step }) => step !== null).length;
  const isRun = withStep > 1 && withStep * 2 > checkpoints.length;
  const judged = checkpoints.map((checkpoint) => ({ checkpoint, path: checkpoint.source }));
  const { files, skipped } = leaveOut(judged, ({ checkpoint: { step, layout }, path }) =>
    isRun && layout && step === null && isOdd(path) ? REASON : null,
  );
  return { files: files.map(({ checkpoint }) => checkpoint), skipped };
};
