/** Decides for every picture whether it is a sheet of tiles, and where the tiles are. */
import type { SheetLayout } from "../inputs/checkpoints.ts";
import type { FoundFile } from "../inputs/find-files.ts";
import { agreedLayouts } from "./consensus.ts";
import { detectLayout } from "./detect-layout.ts";
import { type Grid, givenLayouts } from "./given.ts";
import { askForGrid, guessedLayouts, namesOfSheets } from "./unseen-sheets.ts";

/** What was asked for; without `grid` the layout is looked for. */
export interface LayoutRequest {
  grid?: Grid | undefined;
  padding?: number | undefined;
  /** Every picture is a sheet, whatever its name says. Default false. */
  sheets?: boolean | undefined;
}

/** A readable picture and its size in pixels. */
export interface SizedFile extends FoundFile {
  width: number;
  height: number;
}

/** Smaller pictures are single images. */
const SMALLEST_SHEET = 56;

/**
 * Layouts of the pictures that are sheets, by file.
 * @throws UsageError when `grid` does not fit, InputError when the names say sheets but no grid can be found
 */
export const findLayouts = async (
  files: readonly SizedFile[],
  options: LayoutRequest,
  warnings: string[],
): Promise<Map<string, SheetLayout>> => {
  const { grid, padding, sheets } = options;
  if (grid) {
    if (grid.columns * grid.rows === 1) return new Map();
    return perSize(files, (sameSize) => givenLayouts(sameSize, grid, padding));
  }
  const large = files.filter(({ width, height }) => Math.min(width, height) >= SMALLEST_SHEET);
  const seen = await perSize(large, (sameSize) => agreedLayouts(sameSize, detectLayout));
  if (seen.size > 0) return seen;
  const names = sheets ? "yes" : namesOfSheets(files);
  const guessed = names === "no" ? seen : await perSize(large, (sameSize) => guessedLayouts(sameSize, names));
  if (guessed.size === 0) await askForGrid(files, large, names, warnings);
  for (const [text, sure] of new Map([...guessed.values()].map((layout) => [guessText(layout), layout.confidence])))
    warnings.push(
      `The sheets have no gutters; they were cut as ${text}, with a confidence of ${Math.round(100 * sure)} %. Next: look at the cut with gan-diversity grid, and name the layout with --grid if it is wrong.`,
    );
  return guessed;
};

const guessText = ({ columns, rows, basis }: SheetLayout): string => `${columns}x${rows} by ${basis}`;

/** Pictures of one size share a layout. The basis says how many cells at the end held nothing. */
const perSize = async (
  files: readonly SizedFile[],
  find: (sameSize: readonly SizedFile[]) => Promise<Map<string, SheetLayout>>,
): Promise<Map<string, SheetLayout>> => {
  const sizes = new Map<string, SizedFile[]>();
  for (const file of files) {
    const key = `${file.width}x${file.height}`;
    const known = sizes.get(key);
    if (known) known.push(file);
    else sizes.set(key, [file]);
  }
  const layouts = new Map<string, SheetLayout>();
  for (const sameSize of sizes.values())
    for (const [file, layout] of await find(sameSize)) layouts.set(file, withEmptyCells(layout));
  return layouts;
};

const withEmptyCells = (layout: SheetLayout): SheetLayout => {
  const empty = layout.columns * layout.rows - layout.tiles.length;
  if (empty === 0) return layout;
  return { ...layout, basis: `${layout.basis}, ${empty} empty ${empty === 1 ? "cell" : "cells"} at the end left out` };
};
