/** Cuts sheets as `--grid` says: where the same grid can be seen, at its exact boxes, else in equal parts. */
import { UsageError } from "../errors.ts";
import type { SheetLayout } from "../inputs/checkpoints.ts";
import type { FoundFile } from "../inputs/find-files.ts";
import type { Box } from "../inputs/image-set.ts";
import { type Picture, readPicture } from "../pixels/read-picture.ts";
import { CONFIDENCE } from "./confidence.ts";
import { agreedLayouts } from "./consensus.ts";
import { detectLayout, isLossy } from "./detect-layout.ts";
import { findPictureBox } from "./figure.ts";
import { dropEmptyEnd, gridBoxes } from "./grid-tiles.ts";
import { borderColour } from "./gutters.ts";

export interface Grid {
  columns: number;
  rows: number;
}

/**
 * @param files pictures of one size
 * @param padding pixels between tiles and around them; looked for when left out
 * @throws UsageError when the tiles would have no pixels
 */
export const givenLayouts = async (
  files: readonly FoundFile[],
  grid: Grid,
  padding: number | undefined,
): Promise<Map<string, SheetLayout>> => {
  if (padding === undefined) {
    const seen = await agreedLayouts(files, (picture, path) => {
      const layout = detectLayout(picture, path);
      return layout?.columns === grid.columns && layout.rows === grid.rows ? layout : null;
    });
    if (seen.size > 0)
      return new Map(
        [...seen].map(([file, layout]) => [
          file,
          { ...layout, confidence: CONFIDENCE.given, basis: `given, seen as ${layout.basis}` },
        ]),
      );
  }
  const layouts = new Map<string, SheetLayout>();
  for (const { file, path } of files) {
    // A file that can not be decoded says so when it is measured.
    const picture = await readPicture(file).catch(() => null);
    if (picture) layouts.set(file, equalParts(picture, path, grid, padding));
  }
  const model = layouts.values().next().value;
  return model ? new Map(files.map(({ file }) => [file, layouts.get(file) ?? model])) : layouts;
};

const equalParts = (picture: Picture, path: string, grid: Grid, given: number | undefined): SheetLayout => {
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
      `Expected a layout that fits into ${path} (${area.width} x ${area.height} pixels) but received --grid ${grid.columns}x${grid.rows} with padding ${padding}.`,
    );
  const tiles = gridBoxes(columns, rows);
  return {
    ...grid,
    padding,
    confidence: CONFIDENCE.given,
    basis: box ? "given, equal parts of the picture in a figure" : "given, equal parts",
    tiles: padding > 0 ? dropEmptyEnd(picture, tiles, borderColour(picture), isLossy(path)) : tiles,
  };
};

/** torchvision's 2 when only that divides the sheet, else none. */
const likelyPadding = ({ width, height }: Box, { columns, rows }: Grid): number => {
  const fits = (padding: number) => (width - padding) % columns === 0 && (height - padding) % rows === 0;
  return !fits(0) && fits(2) ? 2 : 0;
};
