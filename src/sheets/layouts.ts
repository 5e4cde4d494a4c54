/** Decides for every picture whether it is a sheet of tiles, and where the tiles are. */
import { groupedBy } from "../kit/grouped-by.ts";
import { agreedLayouts } from "./consensus.ts";
import { detectLayout } from "./detect-layout.ts";
import { fitsLayout } from "./fits-layout.ts";
import { givenLayouts } from "./given.ts";
import type { Grid, Layouts, SheetFile, SheetLayout } from "./sheet-layout.ts";
import { askForGrid, guessedLayouts, guessOnce, namesOfSheets } from "./unseen-sheets.ts";

/** What was asked for; without `grid` the layout is looked for. */
export interface LayoutRequest {
  grid?: Grid | undefined;
  padding?: number | undefined;
  /** Every picture is a sheet, whatever its name says. Default false. */
  sheets?: boolean | undefined;
}

/** Smaller pictures are single images. */
const SMALLEST_SHEET = 56;

/** @throws UsageError when `grid` does not fit, InputError when the names say sheets but no grid can be found */
export const findLayouts = async (
  files: readonly SheetFile[],
  { grid, padding, sheets }: LayoutRequest,
): Promise<{ layouts: Layouts; warnings: string[] }> => {
  if (grid?.columns === 1 && grid.rows === 1) return { layouts: new Map(), warnings: [] };
  if (grid)
    return { layouts: await eachSize(files, (sameSize) => givenLayouts(sameSize, grid, padding)), warnings: [] };
  const large = files.filter(({ width, height }) => Math.min(width, height) >= SMALLEST_SHEET);
  const seen = await eachSize(large, (sameSize) => agreedLayouts(sameSize, detectLayout, fitsLayout));
  if (seen.size > 0) return { layouts: seen, warnings: [] };
  const names = sheets ? "yes" : namesOfSheets(files);
  const guessesOf = guessOnce();
  const guessed =
    names === "no" ? seen : await eachSize(large, (sameSize) => guessedLayouts(sameSize, names, guessesOf));
  if (guessed.size === 0) return { layouts: guessed, warnings: await askForGrid(files, large, { names, guessesOf }) };
  const guesses = new Map([...guessed.values()].map((layout) => [guessText(layout), layout.confidence]));
  return {
    layouts: guessed,
    warnings: [...guesses].map(
      ([text, sure]) =>
        `The sheets have no gutters; they were cut as ${text}, with a confidence of ${Math.round(100 * sure)} %. Next: look at the cut with gan-diversity grid, and name the layout with --grid if it is wrong.`,
    ),
  };
};

const guessText = ({ columns, rows, basis }: SheetLayout): string => `${columns}x${rows} by ${basis}`;

/** Pictures of one size share a layout. The basis says how many cells at the end held nothing. */
const eachSize = async (
  files: readonly SheetFile[],
  find: (sameSize: readonly SheetFile[]) => Promise<Layouts>,
): Promise<Layouts> => {
  const layouts = new Map<SheetFile, SheetLayout>();
  for (const sameSize of groupedBy(files, ({ width, height }) => `${width}x${height}`).values())
    for (const [file, layout] of await find(sameSize)) layouts.set(file, withEmptyCells(layout));
  return layouts;
};

const withEmptyCells = (layout: SheetLayout): SheetLayout => {
  const empty = layout.columns * layout.rows - layout.tiles.length;
  if (empty === 0) return layout;
  return { ...layout, basis: `${layout.basis}, ${empty} empty ${empty === 1 ? "cell" : "cells"} at the end left out` };
};
