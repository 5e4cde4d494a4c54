/** Opens the pictures of a run: finds the files, leaves out what is no sample, cuts sheets, orders checkpoints. */
import { basename, dirname, extname } from "node:path/posix";
import type { Skipped } from "../analysis/analysis.ts";
import { InputError } from "../errors.ts";
import type { PictureSize } from "../pixels/picture.ts";
import { pictureSize, reasonOf } from "../pixels/read-picture.ts";
import { findLayouts, type LayoutRequest } from "../sheets/layouts.ts";
import { checkpointsOfFiles, checkpointsOfSheets, type SampleFile } from "./checkpoints.ts";
import { animationKind } from "./containers/kinds.ts";
import { OpenContainers } from "./containers/open-containers.ts";
import { exclusionReason, folderExclusionReason, stepOfName } from "./file-names.ts";
import { type FoundFile, findFiles } from "./find-files.ts";
import type { ImageSet } from "./image-set.ts";
import { inBatches } from "./in-batches.ts";

/** Headers read at once. */
const CONCURRENCY = 8;

export interface OpenOptions extends LayoutRequest {
  /** The folder of an image is its class and no training step; steps are looked for in the folders above. */
  classFolders?: boolean;
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
  const readable = await readHeaders(chosen.files, containers);
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
  const sheets = files.filter((file) => layouts.has(file));
  const ordered =
    sheets.length > 0 ? checkpointsOfSheets(sheets, layouts) : checkpointsOfFiles(files, options.classFolders);
  const reason = "no grid was found in it although the other pictures are sheets; --grid would cut it";
  return {
    checkpoints: ordered.checkpoints,
    skipped: sheets.length > 0 ? files.filter((file) => !layouts.has(file)).map(({ path }) => ({ path, reason })) : [],
    warnings: [...warnings, ...ordered.warnings],
  };
};

const leaveOutByName = (files: readonly FoundFile[]): { files: FoundFile[]; skipped: Skipped[] } => {
  const isGif = (path: string): boolean => extname(path).toLowerCase() === ".gif";
  const foldersWithStills = new Set(files.filter(({ path }) => !isGif(path)).map(({ path }) => dirname(path)));
  const reasonFor = (path: string): string | null => {
    if (isGif(path) && foldersWithStills.has(dirname(path)))
      return "a GIF beside other pictures: an animation or a copy of them";
    const folders = dirname(path).split("/").map(folderExclusionReason);
    return exclusionReason(basename(path, extname(path))) ?? folders.find((reason) => reason !== null) ?? null;
  };
  const judged = files.map((file) => ({ file, path: file.path, reason: reasonFor(file.path) }));
  return {
    files: judged.flatMap(({ file, reason }) => (reason === null ? [file] : [])),
    skipped: judged.flatMap(({ path, reason }) => (reason === null ? [] : [{ path, reason }])),
  };
};

/** What can not be opened is skipped. Animations beside still pictures are too; alone, each of their frames is a picture. */
const readHeaders = async (
  files: readonly FoundFile[],
  containers: OpenContainers,
): Promise<{ files: SampleFile[]; skipped: Skipped[]; warnings: string[] }> => {
  const sizes = await inBatches(files, CONCURRENCY, ({ source }) =>
    pictureSize(source).catch((error: unknown) => ({ reason: `can not be opened: ${reasonOf(error)}` })),
  );
  const sized = files.map((file, index) => ({ file, size: sizes[index]! }));
  const skipped = sized.flatMap(({ file: { path }, size }) =>
    "reason" in size ? [{ path, reason: size.reason }] : [],
  );
  const readable = sized.flatMap(({ file, size }) => ("reason" in size ? [] : [{ file, size }]));
  const stills = readable.filter(({ size }) => size.frames === 1);
  const animated = readable.filter(({ size }) => size.frames > 1);
  if (stills.length > 0 || animated.length === 0) {
    const reason = "an animation beside still pictures";
    return {
      files: stills.map(({ file, size }) => sampleFile(file, size)),
      skipped: [...skipped, ...animated.map(({ file: { path } }) => ({ path, reason }))],
      warnings: [],
    };
  }
  const read = await Promise.all(
    animated.map(async ({ file, size }) => {
      const { path, source } = file;
      const kind = source.path === undefined ? undefined : animationKind(source.path);
      const warning = `${path} is an animation; only its first frame is read. Next: save the frames as single pictures or as a GIF to judge them all.`;
      if (!kind) return { files: [sampleFile(file, size)], skipped: [], warnings: [warning] };
      const frames = await containers.members({ file: source.path!, path }, kind);
      return { ...frames, files: frames.files.map((frame) => sampleFile(frame, size)), warnings: [] };
    }),
  );
  return {
    files: read.flatMap((each) => each.files),
    skipped: [...skipped, ...read.flatMap((each) => each.skipped)],
    warnings: read.flatMap((each) => each.warnings),
  };
};

/** Formats that keep every pixel leave gutters exact; the others blur them. */
const LOSSLESS = /\.(?:png|gif|tiff?)$/i;

const sampleFile = (file: FoundFile, { width, height }: PictureSize): SampleFile => ({
  ...file,
  width,
  height,
  lossy: !LOSSLESS.test(file.path),
  named: file.named ?? stepOfName(basename(file.path, extname(file.path))),
});
