/** Reads the size of every picture, and takes animations apart. */
import type { PictureSize } from "../pixels/picture.ts";
import { pictureSize, reasonOf } from "../pixels/read-picture.ts";
import type { SampleFile } from "./checkpoints.ts";
import { animationKind } from "./containers/kinds.ts";
import type { OpenContainers } from "./containers/open-containers.ts";
import type { FoundFile } from "./find-files.ts";
import { type Found, leaveOut, together } from "./found.ts";
import { inBatches } from "./in-batches.ts";
import { stepsOfPaths } from "./run-steps.ts";

/** Headers read at once. */
const CONCURRENCY = 8;

/** What can not be opened is left out. Animations beside still pictures are too; alone, each of their frames is a picture. */
export const readHeaders = async (
  files: readonly FoundFile[],
  containers: OpenContainers,
  signal?: AbortSignal,
): Promise<Found<SampleFile> & { warnings: string[] }> => {
  const sizes = await inBatches(files, CONCURRENCY, async ({ source }) => {
    signal?.throwIfAborted();
    return pictureSize(source).catch((error: unknown) => `can not be opened: ${reasonOf(error)}`);
  });
  const sized = files.map((file, index) => ({ file, path: file.path, size: sizes[index]! }));
  const unreadable = leaveOut(sized, ({ size }) => (typeof size === "string" ? size : null));
  const readable = sized.flatMap(({ size, ...rest }) => (typeof size === "string" ? [] : [{ ...rest, size }]));
  const hasStills = readable.some(({ size }) => size.frames === 1);
  const chosen = leaveOut(readable, ({ size }) =>
    hasStills && size.frames > 1 ? "an animation beside still pictures" : null,
  );
  const warnings: string[] = [];
  const samples: Found<Omit<SampleFile, "named"> & Pick<FoundFile, "named">>[] = [];
  for (const { file, path, size } of chosen.files) {
    const kind = size.frames > 1 && file.source.path !== undefined ? animationKind(file.source.path) : undefined;
    if (size.frames > 1 && !kind)
      warnings.push(
        `${path} is an animation; only its first frame is read. Next: save the frames as single pictures or as a GIF to judge them all.`,
      );
    const read = kind
      ? await containers.members({ file: file.source.path!, path }, kind)
      : { files: [file], skipped: [] };
    samples.push({ ...read, files: read.files.map((each) => sampleFile(each, size)) });
  }
  const read = together(samples);
  const steps = stepsOfPaths(read.files.map((file) => file.path));
  return {
    files: read.files.map((file, index) => ({ ...file, named: file.named ?? steps[index]! })),
    skipped: [...unreadable.skipped, ...chosen.skipped, ...read.skipped],
    warnings,
  };
};

/** Formats that keep every pixel leave gutters exact; the others blur them. */
const LOSSLESS = /\.(?:png|gif|tiff?)$/i;

const sampleFile = (file: FoundFile, { width, height }: PictureSize) => ({
  ...file,
  width,
  height,
  lossy: !LOSSLESS.test(file.path),
});
