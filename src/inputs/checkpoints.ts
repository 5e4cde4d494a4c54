/** Orders pictures into checkpoints by what their names and folders say. */
import { basename, dirname, extname } from "node:path/posix";
import type { GridLayout } from "../analysis/analysis.ts";
import { type NamedStep, stepOfFolder, stepOfName } from "./file-names.ts";
import { type FoundFile, naturalOrder } from "./find-files.ts";
import type { Box, ImageCheckpoint } from "./image-set.ts";

/** The step of a picture: what its container says, else its name. */
export const stepOfFile = ({ path, named }: FoundFile): NamedStep | null =>
  named ?? stepOfName(basename(path, extname(path)));

/** The images of an array lie in it as files do in a folder. */
const folderOf = (path: string): string => (/\.np[yz]#\d+$/.test(path) ? path.replace(/#\d+$/, "") : dirname(path));

export interface SheetLayout extends Omit<GridLayout, "emptyCells"> {
  /** Tiles row by row; trailing empty cells are left out. */
  tiles: Box[];
}

/** Every sheet is a checkpoint. Sheets of the same step are told apart by their names. */
export const checkpointsOfSheets = (
  sheets: readonly FoundFile[],
  layouts: ReadonlyMap<string, SheetLayout>,
  warnings: string[],
): ImageCheckpoint[] => {
  const steps = sheets.map(stepOfFile);
  const sheetsOfStep = new Map<number, number>();
  for (const named of steps) if (named) sheetsOfStep.set(named.step, (sheetsOfStep.get(named.step) ?? 0) + 1);
  const checkpoints = sheets.map(({ file, path }, index): ImageCheckpoint => {
    const { tiles, ...found } = layouts.get(file)!;
    const layout = { ...found, emptyCells: found.columns * found.rows - tiles.length };
    const named = steps[index]!;
    const isShared = named !== null && sheetsOfStep.get(named.step)! > 1;
    return {
      step: named?.step ?? null,
      label: isShared ? path : labelOf(named, basename(path)),
      source: path,
      layout,
      images: tiles.map((box, tile) => ({
        member: `${path}#${Math.floor(tile / layout.columns)},${tile % layout.columns}`,
        file,
        box,
      })),
    };
  });
  const folders = new Set(sheets.map(({ path }) => dirname(path)));
  if (folders.size > 1)
    warnings.push(
      `Sheets come from ${folders.size} folders and are read as one run in step order. Next: check one folder at a time if these are several runs.`,
    );
  return inStepOrder(checkpoints);
};

/**
 * Folders with a step in their name are checkpoints; so are pictures that share a step in their names (epoch_10_3.png).
 * All other pictures are one set: mere numbers count images.
 */
export const checkpointsOfFiles = (
  files: readonly FoundFile[],
  warnings: string[],
  /** Folders that are classes hold images of one step; steps are looked for above them. */
  classFolders = false,
): ImageCheckpoint[] => {
  const placeOf = (path: string) => (classFolders ? dirname(folderOf(path)) : folderOf(path));
  const several = new Set(files.map(({ path }) => placeOf(path))).size > 1;
  const stepsInNames = files.map(stepOfFile);
  const byName = stepsInNames.every((named) => named?.worded);
  const sets = new Map<string, { named: NamedStep | null; source: string; files: FoundFile[] }>();
  for (const [index, file] of files.entries()) {
    const folder = several ? stepFolder(placeOf(file.path)) : null;
    const named = folder?.named ?? (byName ? stepsInNames[index]! : null);
    const source = folder?.path ?? (byName ? placeOf(file.path) : ".");
    const key = folder ? folder.path : labelOf(named, "");
    const known = sets.get(key);
    if (known) known.files.push(file);
    else sets.set(key, { named, source, files: [file] });
  }
  const numbered = [...sets.values()].map(({ source }) => source).filter((source) => /^\d+$/.test(basename(source)));
  if (numbered.length > 1)
    warnings.push(
      `The folders ${numbered.slice(0, 3).join(", ")}${numbered.length > 3 ? " ..." : ""} are read as training steps. Next: check one folder at a time if they are classes.`,
    );
  return inStepOrder(
    [...sets.values()].map(({ named, source, files }) => ({
      step: named?.step ?? null,
      label: labelOf(named, "the image set"),
      source,
      images: files.map(({ file, path: member, label }) => ({
        member,
        file,
        box: null,
        ...(label === undefined ? {} : { label }),
      })),
    })),
  );
};

const CONTAINER_ENDING = /\.(?:zip|tar|tar\.gz|tgz|npz|npy)$/i;

/** The deepest folder of a path whose name says that it is a step, else the deepest with a mere number. */
const stepFolder = (path: string): { path: string; named: NamedStep } | null => {
  const found: { path: string; named: NamedStep }[] = [];
  for (let folder = path; folder !== "." && folder !== "/" && folder !== ""; folder = dirname(folder)) {
    const named = stepOfFolder(basename(folder).replace(CONTAINER_ENDING, ""));
    if (named) found.push({ path: folder, named });
  }
  return found.find(({ named }) => named.worded) ?? found[0] ?? null;
};

const labelOf = (named: NamedStep | null, name: string): string => (named ? `${named.unit} ${named.step}` : name);

const inStepOrder = (checkpoints: ImageCheckpoint[]): ImageCheckpoint[] =>
  checkpoints.sort(
    (a, b) =>
      (a.step ?? Number.POSITIVE_INFINITY) - (b.step ?? Number.POSITIVE_INFINITY) || naturalOrder(a.source, b.source),
  );
