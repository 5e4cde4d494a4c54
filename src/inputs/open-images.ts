/** Opens the pictures of a run: finds the files, leaves out what is no sample, cuts sheets, orders checkpoints. */
import { basename, dirname, extname } from "node:path/posix";
import { InputError } from "../errors.ts";
import type { PictureSize } from "../pixels/picture.ts";
import { pictureSize, reasonOf } from "../pixels/read-picture.ts";
import { findLayouts, type LayoutRequest } from "../sheets/layouts.ts";
import { checkpointsOfFiles, checkpointsOfSheets, type SampleFile } from "./checkpoints.ts";
import { animationKind } from "./containers/kinds.ts";
import { OpenContainers } from "./containers/open-containers.ts";
import { exclusionReason, folderExclusionReason, stepOfPath } from "./file-names.ts";
import { type FoundFile, findFiles } from "./find-files.ts";
import { type Found, leaveOut, together } from "./found.ts";
import type { ImageSet } from "./image-set.ts";
import { inBatches } from "./in-batches.ts";

/** Headers read at once. */
const CONCURRENCY = 8;

export interface OpenOptions extends LayoutRequest {
  /** The folder of an image is its class and no training step; steps are looked for in the folders above. */
  classFolders?: boolean;
  /** Ends the reading of headers with its reason. */
  signal?: AbortSignal | undefined;
}

/**
 * @param inputs folders (searched recursively), files or globs
 * @throws InputError when there is no picture, or the names say sheets but no grid can be seen; UsageError when `grid`
 *   does not fit
 */
export const openImages = async (inputs: readonly string[], options: OpenOptions = {}): Promise<ImageSet> => {
  const containers = new OpenContainers();
  const found = await findFiles(inputs);
  const expanded = await containers.expand(found.files);
  const chosen = leaveOutByName(expanded.files);
  const readable = await readHeaders(chosen.files, containers, options.signal);
  const skipped = [found, expanded, chosen, readable].flatMap((stage) => stage.skipped);
  if (readable.files.length === 0)
    throw new InputError(
      "NO_SAMPLES",
      `Expected sample pictures in ${inputs.join(", ")} but all ${skipped.length} were left out; the first, ${skipped[0]?.path}: ${skipped[0]?.reason}. Next: rename or move samples whose names read like charts or real pictures.`,
    );
  const set = await imageSetOf(readable.files, options);
  return {
    checkpoints: set.checkpoints,
    skipped: [...skipped, ...set.skipped],
    warnings: [...readable.warnings, ...set.warnings],
  };
};

/** Cuts what are sheets. @throws as openImages does */
export const imageSetOf = async (files: readonly SampleFile[], options: OpenOptions): Promise<ImageSet> => {
  const { layouts, warnings } = await findLayouts(files, options);
  const reason = "no grid was found in it although the other pictures are sheets; --grid would cut it";
  const sheets = leaveOut(files, (file) => (layouts.has(file) ? null : reason));
  const isRunOfSheets = sheets.files.length > 0;
  const ordered = isRunOfSheets
    ? checkpointsOfSheets(sheets.files, layouts)
    : checkpointsOfFiles(files, options.classFolders);
  return {
    checkpoints: ordered.checkpoints,
    skipped: isRunOfSheets ? sheets.skipped : [],
    warnings: [...warnings, ...ordered.warnings],
  };
};

const leaveOutByName = (files: readonly FoundFile[]): Found<FoundFile> => {
  const isGif = (path: string): boolean => extname(path).toLowerCase() === ".gif";
  const foldersWithStills = new Set(files.filter(({ path }) => !isGif(path)).map(({ path }) => dirname(path)));
  return leaveOut(files, ({ path }) => {
    if (isGif(path) && foldersWithStills.has(dirname(path)))
      return "a GIF beside other pictures: an animation or a copy of them";
    const folders = dirname(path).split("/").map(folderExclusionReason);
    return exclusionReason(basename(path, extname(path))) ?? folders.find((reason) => reason !== null) ?? null;
  });
};

/** What can not be opened is left out. Animations beside still pictures are too; alone, each of their frames is a picture. */
const readHeaders = async (
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
  const samples: Found<SampleFile>[] = [];
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
  return { files: read.files, skipped: [...unreadable.skipped, ...chosen.skipped, ...read.skipped], warnings };
};

/** Formats that keep every pixel leave gutters exact; the others blur them. */
const LOSSLESS = /\.(?:png|gif|tiff?)$/i;

const sampleFile = (file: FoundFile, { width, height }: PictureSize): SampleFile => ({
  ...file,
  width,
  height,
  lossy: !LOSSLESS.test(file.path),
  named: file.named ?? stepOfPath(file.path),
});
