/** Opens the pictures of a run: finds the files, leaves out what is no sample, cuts sheets, orders checkpoints. */
import { basename, dirname, extname } from "node:path/posix";
import type { Skipped } from "../analysis/analysis.ts";
import { InputError } from "../errors.ts";
import { pictureSize, reasonOf } from "../pixels/read-picture.ts";
import { findLayouts, type LayoutRequest, type SizedFile } from "../sheets/layouts.ts";
import { checkpointsOfFiles, checkpointsOfSheets } from "./checkpoints.ts";
import { memberLocation } from "./containers/container.ts";
import { expandContainers } from "./containers/container-files.ts";
import { exclusionReason, folderExclusionReason } from "./file-names.ts";
import { type FoundFile, findFiles } from "./find-files.ts";
import type { ImageSet } from "./image-set.ts";

/** Headers read at once. */
const CONCURRENCY = 8;
/** Every frame of a GIF is drawn on the ones before it, so the time grows with the square of their number. */
const MOST_FRAMES = 500;

export interface OpenOptions extends LayoutRequest {
  /** Files whose header is read at once, default 8. */
  concurrency?: number;
  /** The folder of an image is its class and no training step; steps are looked for in the folders above. */
  classFolders?: boolean;
}

/**
 * @param inputs folders (searched recursively), files or globs
 * @throws InputError when there is no picture, or the names say sheets but no grid can be seen; UsageError when `grid`
 *   does not fit
 */
export const openImages = async (inputs: readonly string[], options: OpenOptions = {}): Promise<ImageSet> => {
  const skipped: Skipped[] = [];
  const warnings: string[] = [];
  const samples = leaveOutByName(await expandContainers(await findFiles(inputs, skipped), skipped), skipped);
  const readable = await readHeaders(samples, options.concurrency ?? CONCURRENCY, skipped, warnings);
  if (readable.length === 0)
    throw new InputError(
      "NO_SAMPLES",
      `Expected sample pictures in ${inputs.join(", ")} but all ${skipped.length} were left out; the first, ${skipped[0]?.path}: ${skipped[0]?.reason}. Next: rename or move samples whose names read like charts or real pictures.`,
    );
  const layouts = await findLayouts(readable, options, warnings);
  const sheets = readable.filter(({ file }) => layouts.has(file));
  const singles = readable.filter(({ file }) => !layouts.has(file));
  const checkpoints =
    sheets.length > 0
      ? checkpointsOfSheets(sheets, layouts, warnings)
      : checkpointsOfFiles(singles, warnings, options.classFolders);
  if (sheets.length > 0)
    for (const { path } of singles)
      skipped.push({
        path,
        reason: "no grid was found in it although the other pictures are sheets; --grid would cut it",
      });
  return { checkpoints, skipped, warnings };
};

const leaveOutByName = (files: readonly FoundFile[], skipped: Skipped[]): FoundFile[] => {
  const foldersWithStills = new Set(files.filter(({ path }) => !isGif(path)).map(({ path }) => dirname(path)));
  return files.filter(({ path }) => {
    const folders = dirname(path).split("/");
    const reason =
      isGif(path) && foldersWithStills.has(dirname(path))
        ? "a GIF beside other pictures: an animation or a copy of them"
        : (exclusionReason(basename(path, extname(path))) ??
          folders.map((folder) => folderExclusionReason(folder)).find((found) => found !== null));
    if (reason) skipped.push({ path, reason });
    return !reason;
  });
};

const isGif = (path: string): boolean => extname(path).toLowerCase() === ".gif";

const readHeaders = async (
  files: readonly FoundFile[],
  concurrency: number,
  skipped: Skipped[],
  warnings: string[],
): Promise<SizedFile[]> => {
  const readable: (SizedFile & { frames: number })[] = [];
  for (let start = 0; start < files.length; start += concurrency) {
    const batch = files.slice(start, start + concurrency);
    const headers = await Promise.all(
      batch.map(({ file }) => pictureSize(file).catch((error: unknown) => ({ reason: reasonOf(error) }))),
    );
    for (const [index, header] of headers.entries()) {
      const found = batch[index]!;
      if ("reason" in header) skipped.push({ path: found.path, reason: `can not be opened: ${header.reason}` });
      else readable.push({ ...found, ...header });
    }
  }
  return withFrames(readable, skipped, warnings);
};

/** Animations beside still pictures are left out; alone, every frame of a GIF is a checkpoint of the run. */
const withFrames = (
  readable: readonly (SizedFile & { frames: number })[],
  skipped: Skipped[],
  warnings: string[],
): SizedFile[] => {
  const animated = readable.filter(({ frames }) => frames > 1);
  if (animated.length < readable.length) {
    for (const { path } of animated) skipped.push({ path, reason: "an animation beside still pictures" });
    return readable.filter(({ frames }) => frames === 1);
  }
  return animated.flatMap(({ frames, ...animation }) => {
    if (!isGif(animation.file)) {
      warnings.push(
        `${animation.path} is an animation; only its first frame is read. Next: save the frames as single pictures or as a GIF to judge them all.`,
      );
      return [animation];
    }
    if (frames > MOST_FRAMES)
      skipped.push({ path: animation.path, reason: `frames from ${MOST_FRAMES} on: only so many are read` });
    return Array.from({ length: Math.min(frames, MOST_FRAMES) }, (_, frame) => ({
      ...animation,
      file: memberLocation(animation.file, frame),
      path: `${animation.path}/frame_${frame}`,
      named: { step: frame, unit: "frame", worded: true },
    }));
  });
};
