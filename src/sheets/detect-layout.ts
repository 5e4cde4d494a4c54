/** Looks for a grid in one picture, by everything that can be seen in a single sheet. */
import type { SheetLayout } from "../inputs/checkpoints.ts";
import type { Picture } from "../pixels/read-picture.ts";
import { findDrawings } from "./drawings.ts";
import { findFigure } from "./figure.ts";
import { type FoundGrid, findExactGutters } from "./gutters.ts";

/**
 * Odd tile sizes come last: the equal spaces between subplots of a figure look like wide gutters too.
 * @param path its extension tells how exact the pixels are
 */
export const detectLayout = (picture: Picture, path: string): SheetLayout | null => {
  const lossy = isLossy(path);
  const describe = (grid: FoundGrid | null, basis: string) => grid && { ...grid, basis };
  return (
    describe(findExactGutters(picture, lossy, true), "gutters of one colour") ??
    describe(findFigure(picture), "boxes in a figure") ??
    describe(findExactGutters(picture, lossy, false), "gutters of one colour") ??
    describe(findDrawings(picture), "drawings at equal distances in a figure")
  );
};

/** Formats that keep every pixel leave gutters exact; the others blur them. */
export const isLossy = (path: string): boolean => !/\.(?:png|gif|tiff?)$/i.test(path);
