/** Opens the pictures of a run: finds the files, leaves out what is no sample, cuts sheets, orders checkpoints. */
import { resolve } from "node:path";
import type { SeenFiles } from "../pixels/picture.ts";
import { findLayouts, type LayoutRequest } from "../sheets/layouts.ts";
import { checkpointsOfFiles, checkpointsOfSheets, type SampleFile } from "./checkpoints.ts";
import { OpenContainers } from "./containers/open-containers.ts";
import type { Noted } from "./explicit-files.ts";
import { type FilePath, type FoundFile, findFiles } from "./find-files.ts";
import { findReals } from "./find-reals.ts";
import { type Found, leaveOut } from "./found.ts";
import type { ImageSet } from "./image-set.ts";
import type { Listings } from "./listings.ts";
import { noSamples } from "./no-samples.ts";
import { type Reading, readHeaders } from "./read-headers.ts";
import { arePictureFolders, withFolderSteps } from "./run-steps.ts";
import { sampleImages } from "./sample-images.ts";
import { samplesByName } from "./samples-by-name.ts";
import { oneSeries } from "./series.ts";
import { withoutStepless, withoutSteplessSets, withoutSteplessSheets } from "./stepless.ts";
import { withoutCharts } from "./without-charts.ts";

export interface OpenOptions extends LayoutRequest, Reading {
  /** The folder of an image is its class and no training step; steps are looked for in the folders above. */
  classFolders?: boolean;
  /** Images of each checkpoint at most; of more, a sample by name. Default: all. */
  sample?: number | undefined;
  /** What is remembered of files; default: nothing. */
  seen?: SeenFiles | undefined;
  /** Default: every folder is listed now. */
  listings?: Listings | undefined;
}

/**
 * @param inputs folders (searched recursively), files or globs
 * @throws InputError when there is no picture, or the names say sheets but no grid can be seen; UsageError when `grid`
 *   does not fit
 */
export const openImages = async (inputs: readonly string[], options: OpenOptions = {}): Promise<ImageSet> =>
  openFound(await findPictures(inputs, options), options);

/** Everything the inputs hold, nothing chosen yet. */
export interface FoundPictures extends Found<FoundFile> {
  /** As given. */
  inputs: readonly string[];
  /** Absolute: what paths are relative to. */
  root: string;
  containers: OpenContainers;
}

/** @throws InputError as findFiles does */
export const findPictures = async (
  inputs: readonly string[],
  { seen, listings }: Pick<OpenOptions, "seen" | "listings"> = {},
): Promise<FoundPictures> => {
  const containers = new OpenContainers(seen);
  const found = await findFiles(inputs, listings);
  const { files, skipped } = await containers.expand(found.files);
  return { inputs, root: rootOf(found.files[0]!), containers, files, skipped: [...found.skipped, ...skipped] };
};

/** @throws as openImages does */
export const openFound = async (found: FoundPictures, options: OpenOptions = {}): Promise<ImageSet> => {
  const { inputs, root, containers } = found;
  const chosen = samplesByName(found.files, options.sheets ?? false);
  const readable = await readHeaders(chosen.files, containers, options);
  const withoutFigures = await withoutCharts(readable.files);
  const skipped = [found, chosen, readable, withoutFigures].flatMap((stage) => stage.skipped);
  if (readable.files.length === 0)
    throw noSamples(inputs, { all: skipped, named: chosen.skipped, unread: readable.skipped });
  const placed =
    options.classFolders || !arePictureFolders(withoutFigures.files)
      ? withoutFigures.files
      : withFolderSteps(withoutFigures.files);
  const ofRun = options.sheets ? { files: placed, skipped: [] } : withoutStepless(placed);
  const set = await imageSetOf(ofRun.files, options, options.sheets ? undefined : sheetsOfRun);
  return {
    ...set,
    skipped: [...skipped, ...ofRun.skipped, ...set.skipped],
    warnings: [...chosen.warnings, ...withoutFigures.warnings, ...set.warnings],
    reals: await findReals(inputs, { root, all: found.files, samples: chosen.files, seen: options.seen }),
  };
};

const allOfThem = (sheets: readonly SampleFile[]): Noted<SampleFile> => ({
  files: [...sheets],
  skipped: [],
  warnings: [],
});

const sheetsOfRun = (sheets: readonly SampleFile[]): Noted<SampleFile> => {
  const withSteps = withoutSteplessSheets(sheets);
  const series = oneSeries(withSteps.files);
  return { ...series, skipped: [...withSteps.skipped, ...series.skipped] };
};

/** Cuts what are sheets. @param choose which of the sheets are judged, by their steps @throws as openImages does */
export const imageSetOf = async (
  files: readonly SampleFile[],
  options: OpenOptions,
  choose: (sheets: readonly SampleFile[]) => Noted<SampleFile> = allOfThem,
): Promise<ImageSet> => {
  const { layouts, warnings } = await findLayouts(files, options);
  const cuts = [...layouts].map(([{ width, height }, { columns, rows }]) => ({ width, height, columns, rows }));
  if (layouts.size === 0) {
    const ordered = checkpointsOfFiles(files, options.classFolders);
    const { files: checkpoints, skipped } = withoutSteplessSets(ordered.checkpoints);
    return {
      checkpoints: sampleImages(checkpoints, options.sample),
      skipped,
      warnings: [...warnings, ...ordered.warnings],
      cuts,
      reals: [],
    };
  }
  const reason = "no grid was found in it although the other pictures are sheets; --grid would cut it";
  const sheets = leaveOut(files, (file) => (layouts.has(file) ? null : reason));
  const placed = options.classFolders ? sheets.files : withFolderSteps(sheets.files);
  const layoutOf = new Map(placed.map((sheet, index) => [sheet, layouts.get(sheets.files[index]!)!]));
  const judged = choose(placed);
  const ordered = checkpointsOfSheets(judged.files, layoutOf);
  return {
    checkpoints: sampleImages(ordered.checkpoints, options.sample),
    skipped: [...sheets.skipped, ...judged.skipped],
    warnings: [...warnings, ...judged.warnings, ...ordered.warnings],
    cuts,
    reals: [],
  };
};

/** What paths are relative to. */
const rootOf = ({ file, path }: FilePath): string => resolve(file.slice(0, file.length - path.length));
