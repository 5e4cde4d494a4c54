/** Opens the pictures of a run: finds the files, leaves out what is no sample, cuts sheets, orders checkpoints. */
import { resolve } from "node:path";
import { basename, dirname, extname } from "node:path/posix";
import { InputError } from "../errors.ts";
import { findLayouts, type LayoutRequest } from "../sheets/layouts.ts";
import { checkpointsOfFiles, checkpointsOfSheets, type SampleFile } from "./checkpoints.ts";
import { OpenContainers } from "./containers/open-containers.ts";
import { exclusionReason, folderExclusionReason, reasonBesideSamples } from "./excluded-names.ts";
import { type FilePath, type FoundFile, findFiles } from "./find-files.ts";
import { findReals } from "./find-reals.ts";
import { type Found, leaveOut } from "./found.ts";
import type { ImageSet } from "./image-set.ts";
import { readHeaders } from "./read-headers.ts";
import { withoutStepless, withoutSteplessSheets } from "./stepless.ts";

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
  const chosen = leaveOutByName(expanded.files, options.sheets ?? false);
  const readable = await readHeaders(chosen.files, containers, options.signal);
  const skipped = [found, expanded, chosen, readable].flatMap((stage) => stage.skipped);
  if (readable.files.length === 0)
    throw new InputError(
      "NO_SAMPLES",
      `Expected sample pictures in ${inputs.join(", ")} but all ${skipped.length} were left out; the first, ${skipped[0]?.path}: ${skipped[0]?.reason}. Next: rename or move samples whose names read like charts or real pictures.`,
    );
  const ofRun = options.sheets ? { files: readable.files, skipped: [] } : withoutStepless(readable.files);
  const set = await imageSetOf(ofRun.files, options);
  const kept = options.sheets ? { files: set.checkpoints, skipped: [] } : withoutSteplessSheets(set.checkpoints);
  return {
    ...set,
    checkpoints: kept.files,
    skipped: [...skipped, ...ofRun.skipped, ...set.skipped, ...kept.skipped],
    warnings: [...readable.warnings, ...set.warnings],
    reals: await findReals(inputs, { root: rootOf(found.files[0]!), all: expanded.files, samples: chosen.files }),
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
    cuts: [...layouts].map(([{ width, height }, { columns, rows }]) => ({ width, height, columns, rows })),
    reals: [],
  };
};

/** What paths are relative to. */
const rootOf = ({ file, path }: FilePath): string => resolve(file.slice(0, file.length - path.length));

/** @param sheets whatever the name says of real data, its picture is a sheet */
const leaveOutByName = (files: readonly FoundFile[], sheets: boolean): Found<FoundFile> => {
  const isGif = (path: string): boolean => extname(path).toLowerCase() === ".gif";
  const foldersWithStills = new Set(files.filter(({ path }) => !isGif(path)).map(({ path }) => dirname(path)));
  const nameOf = (path: string) => basename(path, extname(path));
  const foldersOf = (path: string) => dirname(path).split("/");
  const mayBeSamples = leaveOut(files, ({ path }) => {
    if (isGif(path) && foldersWithStills.has(dirname(path)))
      return "a GIF beside other pictures: an animation or a copy of them";
    const folders = foldersOf(path).map(folderExclusionReason);
    return exclusionReason(nameOf(path)) ?? folders.find((reason) => reason !== null) ?? null;
  });
  const besides = leaveOut(mayBeSamples.files, ({ path }) => reasonBesideSamples(nameOf(path), foldersOf(path)));
  if (sheets || besides.files.length === 0) return mayBeSamples;
  return { files: besides.files, skipped: [...mayBeSamples.skipped, ...besides.skipped] };
};
