/** Orders pictures into checkpoints by what their names and folders say. */
import { basename, dirname } from "node:path/posix";
import { groupedBy } from "../kit/grouped-by.ts";
import type { ImageFile } from "../pixels/decode.ts";
import type { Layouts, SheetFile, SheetLayout } from "../sheets/sheet-layout.ts";
import type { NamedStep } from "./file-names.ts";
import { type FoundFile, naturalOrder } from "./find-files.ts";
import type { ImageCheckpoint } from "./image-set.ts";
import { arePictureFolders, stepFolder } from "./run-steps.ts";

/** A readable picture, and the step that its container or its name says. */
export interface SampleFile extends SheetFile, Pick<FoundFile, "label" | "folder" | "isExplicit"> {
  named: NamedStep | null;
}

interface OrderedCheckpoints {
  /** By step, then by natural order of the source. */
  checkpoints: ImageCheckpoint[];
  warnings: string[];
}

/** Every sheet is a checkpoint. Sheets of the same step are told apart by their names. @param layouts of all sheets */
export const checkpointsOfSheets = (sheets: readonly SampleFile[], layouts: Layouts): OrderedCheckpoints => {
  const checkpoints = sheets.map((sheet): ImageCheckpoint => {
    const { path, named } = sheet;
    const { tiles, ...found } = layouts.get(sheet)!;
    const layout = { ...found, emptyCells: found.columns * found.rows - tiles.length };
    return {
      step: named?.step ?? null,
      label: labelOf(named, basename(path)),
      source: path,
      layout,
      images: imagesOfSheet(sheet, layouts.get(sheet)!),
    };
  });
  const folders = new Set(sheets.map(({ path }) => dirname(path))).size;
  const warning = `Sheets come from ${folders} folders and are read as one run in step order. Next: check one folder at a time if these are several runs.`;
  const isPerStep = arePictureFolders(sheets);
  return { checkpoints: inStepOrder(checkpoints), warnings: folders > 1 && !isPerStep ? [warning] : [] };
};

/**
 * Folders with a step in their name are checkpoints; so are pictures that share a step in their names (epoch_10_3.png).
 * All other pictures are one set: mere numbers count images.
 */
export const checkpointsOfFiles = (
  files: readonly SampleFile[],
  /** Folders that are classes hold images of one step; steps are looked for above them. */
  classFolders = false,
): OrderedCheckpoints => {
  const placeOf = ({ path, folder = dirname(path) }: SampleFile) => (classFolders ? dirname(folder) : folder);
  const several = new Set(files.map(placeOf)).size > 1;
  const byName = files.every(({ named }) => named?.worded);
  const setOf = (file: SampleFile): { key: string; named: NamedStep | null; source: string } => {
    const folder = several ? stepFolder(placeOf(file)) : null;
    if (folder) return { key: folder.path, named: folder.named, source: folder.path };
    return byName
      ? { key: labelOf(file.named, ""), named: file.named, source: placeOf(file) }
      : { key: "", named: null, source: "." };
  };
  const checkpoints = [...groupedBy(files, (file) => setOf(file).key).values()].map((ofSet): ImageCheckpoint => {
    const { source, ...ofFirst } = setOf(ofSet[0]!);
    const named = stepInEpoch(ofSet, ofFirst.named);
    const images = ofSet.map(imageOf);
    return { step: named?.step ?? null, label: labelOf(named, "the image set"), source, images };
  });
  const numbered = checkpoints.map(({ source }) => source).filter((source) => /^\d+$/.test(basename(source)));
  const warning = `The folders ${numbered.slice(0, 3).join(", ")}${numbered.length > 3 ? " ..." : ""} are read as training steps. Next: check one folder at a time if they are classes.`;
  return { checkpoints: inStepOrder(checkpoints), warnings: numbered.length > 1 ? [warning] : [] };
};

/** What all pictures of a folder share, where that is finer than the epoch of the folder. */
const stepInEpoch = (files: readonly SampleFile[], ofFolder: NamedStep | null): NamedStep | null => {
  const own = files[0]!.named;
  const isShared = files.every(({ named }) => named?.step === own?.step && named?.unit === own?.unit);
  return ofFolder?.unit === "epoch" && own?.worded && own.unit !== "epoch" && isShared ? own : ofFolder;
};

/** The tiles of a sheet. */
export const imagesOfSheet = (
  { path, source }: Pick<SheetFile, "path" | "source">,
  { tiles, columns }: SheetLayout,
): ImageFile[] =>
  tiles.map((box, tile) => ({ member: `${path}#${Math.floor(tile / columns)},${tile % columns}`, source, box }));

/** The whole picture as one image. */
export const imageOf = ({ path, source, label }: Pick<FoundFile, "path" | "source" | "label">): ImageFile => ({
  member: path,
  source,
  box: null,
  ...(label === undefined ? {} : { label }),
});

/** Checkpoints that would be called the same are called by where they come from. */
const toldApart = (checkpoints: readonly ImageCheckpoint[]): ImageCheckpoint[] => {
  const called = groupedBy(checkpoints, ({ label }) => label);
  return checkpoints.map((checkpoint) => {
    const isShared = called.get(checkpoint.label)!.length > 1;
    return isShared ? { ...checkpoint, label: checkpoint.source } : checkpoint;
  });
};

const labelOf = (named: NamedStep | null, name: string): string =>
  named ? (named.label ?? `${named.unit} ${named.step}`) : name;

const inStepOrder = (checkpoints: ImageCheckpoint[]): ImageCheckpoint[] =>
  toldApart(checkpoints).sort(
    (a, b) =>
      (a.step ?? Number.POSITIVE_INFINITY) - (b.step ?? Number.POSITIVE_INFINITY) || naturalOrder(a.source, b.source),
  );
