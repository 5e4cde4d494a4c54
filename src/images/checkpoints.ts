/** Orders pictures into checkpoints by what their names and folders say. */
import { basename, dirname, extname } from "node:path/posix";
import type { GridLayout } from "../analysis.ts";
import { type NamedStep, stepOfName } from "./file-names.ts";
import { naturalOrder } from "./find-files.ts";
import type { Box, ImageCheckpoint } from "./image-set.ts";

interface Named {
  file: string;
  path: string;
}

export interface SheetLayout extends GridLayout {
  /** Tiles row by row; trailing empty cells are left out. */
  tiles: Box[];
}

/** Every sheet is a checkpoint; several sheets of one folder with the same step are one. */
export const checkpointsOfSheets = (
  sheets: readonly Named[],
  layouts: ReadonlyMap<string, SheetLayout>,
  warnings: string[],
): ImageCheckpoint[] => {
  const checkpoints = sheets.map(({ file, path }): ImageCheckpoint => {
    const { tiles, ...layout } = layouts.get(file)!;
    const named = stepOfName(basename(path, extname(path)));
    return {
      step: named?.step ?? null,
      label: labelOf(named, basename(path)),
      source: path,
      layout,
      images: tiles.map((box, index) => ({
        member: `${path}#${Math.floor(index / layout.columns)},${index % layout.columns}`,
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

/** Folders with a step in their name are checkpoints; all other pictures are one set. */
export const checkpointsOfFiles = (files: readonly Named[]): ImageCheckpoint[] => {
  const folders = new Map<string, { named: NamedStep | null; files: Named[] }>();
  const several = new Set(files.map(({ path }) => dirname(path))).size > 1;
  for (const file of files) {
    const folder = stepFolder(dirname(file.path));
    const key = several && folder ? folder.path : "";
    const known = folders.get(key);
    if (known) known.files.push(file);
    else folders.set(key, { named: key ? folder!.named : null, files: [file] });
  }
  return inStepOrder(
    [...folders].map(([path, { named, files }]) => ({
      step: named?.step ?? null,
      label: path ? labelOf(named, basename(path)) : "the image set",
      source: path || ".",
      images: files.map(({ file, path: member }) => ({ member, file, box: null })),
    })),
  );
};

/** The deepest folder of a path whose name carries a step. */
const stepFolder = (path: string): { path: string; named: NamedStep } | null => {
  for (let folder = path; folder !== "." && folder !== "/" && folder !== ""; folder = dirname(folder)) {
    const named = stepOfName(basename(folder));
    if (named) return { path: folder, named };
  }
  return null;
};

const labelOf = (named: NamedStep | null, name: string): string => (named ? `${named.unit} ${named.step}` : name);

const inStepOrder = (checkpoints: ImageCheckpoint[]): ImageCheckpoint[] =>
  checkpoints.sort(
    (a, b) =>
      (a.step ?? Number.POSITIVE_INFINITY) - (b.step ?? Number.POSITIVE_INFINITY) || naturalOrder(a.source, b.source),
  );
