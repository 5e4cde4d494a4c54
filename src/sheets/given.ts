/** Cuts sheets as `--grid` says: where the same grid can be seen, at its exact boxes, else in equal parts. */
import { UsageError } from "../errors.ts";
import type { Box, Picture } from "../pixels/picture.ts";
import { CONFIDENCE } from "./confidence.ts";
import { agreedLayouts, readable } from "./consensus.ts";
import { detectLayout } from "./detect-layout.ts";
import { findPictureBox } from "./figure.ts";
import { dropEmptyEnd, gridBoxes } from "./grid-tiles.ts";
import { borderColour } from "./gutters.ts";
import type { Grid, Layouts, SheetFile, SheetLayout } from "./sheet-layout.ts";

/**
 * @param files pictures of one size
 * @param padding pixels between tiles and around them; looked for when left out
 * @throws UsageError when the tiles would have no pixels
 */
export const givenLayouts = async (
  files: readonly SheetFile[],
  grid: Grid,
  padding: number | undefined,
): Promise<Layouts> => {
  const layouts = new Map<SheetFile, SheetLayout>();
  if (padding === undefined)
    for (const [file, seen] of await agreedLayouts(files, detectLayout))
      if (isAsGiven(file, seen, grid))
        layouts.set(file, { ...seen, confidence: CONFIDENCE.given, basis: `given, seen as ${seen.basis}` });
  const unseen = files.filter((file) => !layouts.has(file));
  for await (const [file, picture] of readable(unseen)) layouts.set(file, givenParts(picture, file, grid, padding));
  const model = layouts.values().next().value;
  return model ? new Map(files.map((file) => [file, layouts.get(file) ?? model])) : layouts;
};

/** Gutters or boxes that leave no doubt. */
const PLAIN = 0.95;

/**
 * Cut otherwise than the sheet plainly shows, halves of images would be judged. Rows that hold nothing are not seen, so more rows are
 * no other layout.
 * @throws UsageError with what was seen
 */
const isAsGiven = ({ path }: SheetFile, seen: SheetLayout, { columns, rows }: Grid): boolean => {
  if (seen.columns === columns && seen.rows === rows) return true;
  if (seen.confidence < PLAIN || (seen.columns === columns && seen.rows < rows)) return false;
  const found = `${seen.columns}x${seen.rows}`;
  throw new UsageError(
    `Expected the layout that ${path} shows but received --grid ${columns}x${rows}: ${seen.basis} make it ${found}. Next: leave --grid out, or give --grid ${found}; with --padding it is cut as you say.`,
  );
};

const givenParts = (picture: Picture, file: SheetFile, grid: Grid, given: number | undefined): SheetLayout => {
  const box = given === undefined ? findPictureBox(picture) : null;
  const area = box ?? { left: 0, top: 0, width: picture.width, height: picture.height };
  const padding = given ?? (box ? 0 : likelyPadding(area, grid));
  const axis = (offset: number, length: number, count: number) => {
    const pitch = (length - padding) / count;
    return { count, offset: offset + padding, pitch, tile: pitch - padding };
  };
  const columns = axis(area.left, area.width, grid.columns);
  const rows = axis(area.top, area.height, grid.rows);
  if (columns.tile < 1 || rows.tile < 1)
    throw new UsageError(
      `Expected a layout that fits into ${file.path} (${area.width} x ${area.height} pixels) but received --grid ${grid.columns}x${grid.rows} with padding ${padding}.`,
    );
  const tiles = gridBoxes(columns, rows);
  return {
    ...grid,
    padding,
    confidence: CONFIDENCE.given,
    basis: box ? "given, equal parts of the picture in a figure" : "given, equal parts",
    tiles: padding > 0 ? dropEmptyEnd(picture, tiles, borderColour(picture), file.lossy) : tiles,
  };
};

/** torchvision's 2 when only that divides the sheet, else none. */
const likelyPadding = ({ width, height }: Box, { columns, rows }: Grid): number => {
  const fits = (padding: number) => (width - padding) % columns === 0 && (height - padding) % rows === 0;
  return !fits(0) && fits(2) ? 2 : 0;
};
