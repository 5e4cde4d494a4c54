/** Looks for a grid in one picture, by everything that can be seen in a single sheet. */
import type { Picture } from "../pixels/picture.ts";
import { findDrawings } from "./drawings.ts";
import { findFigure } from "./figure.ts";
import { findExactGutters } from "./gutters.ts";
import type { FoundGrid, SheetFile, SheetLayout } from "./sheet-layout.ts";

/** Odd tile sizes come last: the equal spaces between subplots of a figure look like wide gutters too. */
export const detectLayout = (picture: Picture, { lossy }: Pick<SheetFile, "lossy">): SheetLayout | null => {
  const describe = (grid: FoundGrid | null, basis: string) => grid && { ...grid, basis };
  return (
    describe(findExactGutters(picture, lossy, true), "gutters of one colour") ??
    describe(findFigure(picture), "boxes in a figure") ??
    describe(findExactGutters(picture, lossy, false), "gutters of one colour") ??
    describe(findDrawings(picture), "drawings at equal distances in a figure")
  );
};
