/** Decides for every picture whether it is a sheet of tiles, and where the tiles are. */
import type { SheetLayout } from "./checkpoints.ts";
import { detectLayout } from "./detect-layout.ts";
import type { FoundFile } from "./find-files.ts";
import { agreedLayouts } from "./layout-consensus.ts";
import { type Grid, givenLayouts } from "./layout-given.ts";
import { askForGrid, layoutsFromSeams, namesOfSheets } from "./unseen-sheets.ts";

/** What was asked for; without `grid` the layout is looked for. */
export interface LayoutRequest {
  grid?: Grid | undefined;
  padding?: number | undefined;
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
  const { grid, padding } = options;
  if (grid) {
    if (grid.columns * grid.rows === 1) return new Map();
    return perSize(files, (sameSize) => givenLayouts(sameSize, grid, padding));
  }
  const large = files.filter(({ width, height }) => Math.min(width, height) >= SMALLEST_SHEET);
  const seen = await perSize(large, (sameSize) => agreedLayouts(sameSize, detectLayout));
  if (seen.size > 0) return seen;
  const names = namesOfSheets(files);
  const bySeams = names === "no" ? seen : await perSize(large, layoutsFromSeams);
  if (bySeams.size === 0) askForGrid(files, names, warnings);
  for (const layout of new Set([...bySeams.values()].map(({ columns, rows }) => `${columns}x${rows}`)))
    warnings.push(
      `The sheets have no gutters; by the seams between their tiles they were cut as ${layout}. Next: if that is wrong, name the layout with --grid.`,
    );
  return bySeams;
};

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
