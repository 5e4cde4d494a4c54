/** Pictures that belong nowhere in a run, for all others carry a step: a showcase, a map of the data, a first look at fixed noise. */
import type { SampleFile } from "./checkpoints.ts";
import { type Found, leaveOut } from "./found.ts";
import type { ImageCheckpoint } from "./image-set.ts";

const REASON = "its name carries no step although those of the others do";

const isStepless = ({ named, isExplicit }: SampleFile): boolean => named === null && !isExplicit;

/** Where names say in words that they belong to steps. */
export const withoutStepless = (files: readonly SampleFile[]): Found<SampleFile> => {
  const worded = files.filter(({ named }) => named?.worded);
  const isRun = worded.length > 1 && worded.length * 2 > files.length;
  return leaveOut(files, (file) => (isRun && isStepless(file) ? REASON : null));
};

/** Two sheets of different steps are a run; where only numbers say so, most sheets must have one. */
export const withoutSteplessSheets = (sheets: readonly SampleFile[]): Found<SampleFile> => {
  const numbered = sheets.filter(({ named }) => named !== null);
  const worded = new Set(numbered.flatMap(({ named }) => (named!.worded ? [named!.step] : [])));
  const isRun = worded.size > 1 || (numbered.length > 1 && numbered.length * 2 > sheets.length);
  return leaveOut(sheets, (sheet) => (isRun && isStepless(sheet) ? REASON : null));
};

/** Where folders are steps: what lies in none of them. */
export const withoutSteplessSets = (checkpoints: readonly ImageCheckpoint[]): Found<ImageCheckpoint> => {
  const imagesOf = (some: readonly ImageCheckpoint[]) => some.reduce((sum, { images }) => sum + images.length, 0);
  const withStep = checkpoints.filter(({ step }) => step !== null);
  const isRun = withStep.length > 1 && imagesOf(withStep) * 2 > imagesOf(checkpoints);
  return {
    files: checkpoints.filter(({ step }) => !isRun || step !== null),
    skipped: checkpoints
      .filter(({ step }) => isRun && step === null)
      .flatMap(({ images }) => images.map(({ member: path }) => ({ path, reason: REASON }))),
  };
};
