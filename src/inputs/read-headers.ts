/** Reads the size of every picture, and takes animations apart. */
import type { Skipped } from "../analysis/analysis.ts";
import type { PictureSize } from "../pixels/picture.ts";
import { pictureSize, reasonOf } from "../pixels/read-picture.ts";
import type { SampleFile } from "./checkpoints.ts";
import { ANIMATION } from "./containers/animations.ts";
import type { OpenContainers } from "./containers/open-containers.ts";
import { type NamedStep, nameOfPath, stepOfName } from "./file-names.ts";
import type { FoundFile } from "./find-files.ts";
import { type Found, leaveOut } from "./found.ts";
import { inBatches } from "./in-batches.ts";
import { isLossless } from "./picture-names.ts";
import { stepsOfPaths } from "./run-steps.ts";

/** Headers read at once. */
const CONCURRENCY = 8;

/** Headers between two reports. */
const TOLD_EVERY = 1000;

export interface Reading {
  /** Ends it with its reason. */
  signal?: AbortSignal | undefined;
  /** Is told how many of the headers were read now and then. */
  onRead?: ((done: number, total: number) => void) | undefined;
}

/** What can not be opened is left out. Animations beside still pictures are too; alone, each of their frames is a picture. */
export const readHeaders = async (
  files: readonly FoundFile[],
  containers: OpenContainers,
  { signal, onRead }: Reading = {},
): Promise<Found<SampleFile>> => {
  const same = oneOfEach();
  let read = 0;
  const sizes = await inBatches(files, CONCURRENCY, async ({ source }) => {
    signal?.throwIfAborted();
    if (++read % TOLD_EVERY === 0) onRead?.(read, files.length);
    return pictureSize(source).then(same, (error: unknown) => `can not be opened: ${reasonOf(error)}`);
  });
  const readable: SizedFile[] = [];
  const unreadable: Skipped[] = [];
  for (const [index, file] of files.entries()) {
    const size = sizes[index]!;
    if (typeof size === "string") unreadable.push({ path: file.path, reason: size });
    else readable.push({ file, path: file.path, size });
  }
  const chosen = withoutCopies(readable);
  const stacks = stacksOfSteps(chosen.files);
  const samples: SampleFile[] = [];
  const skipped = [...unreadable, ...chosen.skipped];
  for (const { file, path, size } of chosen.files) {
    const named = stacks.get(path);
    const inside = size.frames > 1 ? await containers.members({ file: file.source.path!, path }, ANIMATION) : null;
    for (const each of inside?.files ?? [file]) samples.push(sampleFile(each, size, named ?? each.named ?? null));
    skipped.push(...(inside?.skipped ?? []));
  }
  for (const [index, step] of stepsOfPaths(samples.map((file) => file.path)).entries()) samples[index]!.named ??= step;
  return { files: samples, skipped };
};

/** One object for all pictures of a size. */
const oneOfEach = (): ((size: PictureSize) => PictureSize) => {
  const sizes = new Map<string, PictureSize>();
  return (size) => {
    const name = `${size.width} ${size.height} ${size.frames}`;
    const known = sizes.get(name) ?? size;
    sizes.set(name, known);
    return known;
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

const sampleFile = (file: FoundFile, { width, height }: PictureSize, named: NamedStep | null): SampleFile => ({
  ...file,
  named,
  width,
  height,
  lossy: !isLossless(file.path),
});
