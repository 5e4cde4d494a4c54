/** Reads the size of every picture, and takes animations apart. */
import type { PictureSize } from "../pixels/picture.ts";
import { pictureSize, reasonOf } from "../pixels/read-picture.ts";
import type { SampleFile } from "./checkpoints.ts";
import { ANIMATION } from "./containers/animations.ts";
import type { OpenContainers } from "./containers/open-containers.ts";
import { type NamedStep, nameOfPath, stepOfName } from "./file-names.ts";
import type { FoundFile } from "./find-files.ts";
import { type Found, leaveOut, together } from "./found.ts";
import { inBatches } from "./in-batches.ts";
import { isLossless } from "./picture-names.ts";
import { stepsOfPaths } from "./run-steps.ts";

/** Headers read at once. */
const CONCURRENCY = 8;

/** What can not be opened is left out. Animations beside still pictures are too; alone, each of their frames is a picture. */
export const readHeaders = async (
  files: readonly FoundFile[],
  containers: OpenContainers,
  signal?: AbortSignal,
): Promise<Found<SampleFile>> => {
  const sizes = await inBatches(files, CONCURRENCY, async ({ source }) => {
    signal?.throwIfAborted();
    return pictureSize(source).catch((error: unknown) => `can not be opened: ${reasonOf(error)}`);
  });
  const sized = files.map((file, index) => ({ file, path: file.path, size: sizes[index]! }));
  const unreadable = leaveOut(sized, ({ size }) => (typeof size === "string" ? size : null));
  const readable = sized.flatMap(({ size, ...rest }) => (typeof size === "string" ? [] : [{ ...rest, size }]));
  const chosen = withoutCopies(readable);
  const stacks = stacksOfSteps(chosen.files);
  const samples: Found<Omit<SampleFile, "named"> & Pick<FoundFile, "named">>[] = [];
  for (const { file, path, size } of chosen.files) {
    const read =
      size.frames > 1
        ? await containers.members({ file: file.source.path!, path }, ANIMATION)
        : { files: [file], skipped: [] };
    const named = stacks.get(path);
    samples.push({
      ...read,
      files: read.files.map((each) => ({ ...sampleFile(each, size), ...(named ? { named } : {}) })),
    });
  }
  const read = together(samples);
  const steps = stepsOfPaths(read.files.map((file) => file.path));
  return {
    files: read.files.map((file, index) => ({ ...file, named: file.named ?? steps[index]! })),
    skipped: [...unreadable.skipped, ...chosen.skipped, ...read.skipped],
  };
};

interface SizedFile {
  file: FoundFile;
  path: string;
  size: PictureSize;
}

/** One still without a step is no copy of an animation; several stills, or one of a step, are what it was made of. */
const withoutCopies = (files: readonly SizedFile[]): Found<SizedFile> => {
  const stills = files.filter(({ size }) => size.frames === 1);
  const areSamples = stills.length > 1 || stills.some(({ path, file }) => file.named ?? stepOfName(nameOfPath(path)));
  return leaveOut(files, ({ file, size }) => {
    if (size.frames === 1) return null;
    if (areSamples && !file.isExplicit) return "an animation, or several pages, beside still pictures";
    return file.source.path === undefined
      ? "an animation, or several pages, in an archive; unpack it to read them"
      : null;
  });
};

/** Several files of pages with a step each, by path: the pages of one are images of its step, and no steps themselves. */
const stacksOfSteps = (files: readonly SizedFile[]): Map<string, NamedStep> => {
  const stacks = files.filter(({ path, size }) => size.frames > 1 && /\.tiff?$/i.test(path));
  const steps = stepsOfPaths(stacks.map(({ path }) => path));
  const named = steps.flatMap((step, index) =>
    step ? [[stacks[index]!.path, { ...step, worded: true }] as const] : [],
  );
  return new Map(named.length > 1 && named.length === stacks.length ? named : []);
};

const sampleFile = (file: FoundFile, { width, height }: PictureSize) => ({
  ...file,
  width,
  height,
  lossy: !isLossless(file.path),
});
