/** Opens the pictures of a run: finds the files, leaves out what is no sample, cuts sheets, orders checkpoints. */
import { basename, extname } from "node:path";
import type { Skipped } from "../analysis.ts";
import { InputError } from "../errors.ts";
import { checkpointsOfFiles, checkpointsOfSheets } from "./checkpoints.ts";
import { exclusionReason } from "./file-names.ts";
import { type FoundFile, findFiles } from "./find-files.ts";
import type { ImageSet } from "./image-set.ts";
import { findLayouts, type LayoutRequest, type SizedFile } from "./layouts.ts";
import { pictureSize, reasonOf } from "./read-picture.ts";

/**
 * @param inputs folders (searched recursively), files or globs
 * @throws InputError when there is no picture, or `grid` does not fit
 */
export const openImages = async (inputs: readonly string[], options: LayoutRequest = {}): Promise<ImageSet> => {
  const skipped: Skipped[] = [];
  const warnings: string[] = [];
  const readable: SizedFile[] = [];
  for (const found of leaveOutByName(await findFiles(inputs), skipped)) {
    try {
      readable.push({ ...found, ...(await pictureSize(found.file)) });
    } catch (error) {
      skipped.push({ path: found.path, reason: `can not be opened: ${reasonOf(error)}` });
    }
  }
  if (readable.length === 0)
    throw new InputError(
      "NO_SAMPLES",
      `Expected sample pictures in ${inputs.join(", ")} but all ${skipped.length} were left out; the first, ${skipped[0]?.path}: ${skipped[0]?.reason}. Next: rename or move samples whose names read like charts or real pictures.`,
    );
  const layouts = await findLayouts(readable, options, warnings);
  const sheets = readable.filter(({ file }) => layouts.has(file));
  const singles = readable.filter(({ file }) => !layouts.has(file));
  const checkpoints = sheets.length > 0 ? checkpointsOfSheets(sheets, layouts, warnings) : checkpointsOfFiles(singles);
  if (sheets.length > 0)
    for (const { path } of singles)
      skipped.push({
        path,
        reason: "no grid was found in it although the other pictures are sheets; --grid would cut it",
      });
  return { checkpoints, skipped, warnings };
};

const leaveOutByName = (files: readonly FoundFile[], skipped: Skipped[]): FoundFile[] => {
  const still = files.filter(({ path }) => extname(path).toLowerCase() !== ".gif");
  return files.filter(({ path }) => {
    const extension = extname(path);
    const reason =
      extension.toLowerCase() === ".gif" && still.length > 0
        ? "an animation beside still pictures"
        : exclusionReason(basename(path, extension));
    if (reason) skipped.push({ path, reason });
    return !reason;
  });
};
