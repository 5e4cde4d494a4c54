/** Looks for a grid in one picture, by everything that can be seen in a single sheet. */
import type { Picture } from "../pixels/picture.ts";
import { CONFIDENCE } from "./confidence.ts";
import { findDrawings } from "./drawings.ts";
import { findFigure } from "./figure.ts";
import { findExactGutters } from "./gutters.ts";
import type { SheetFile, SheetLayout } from "./sheet-layout.ts";

const GUTTERS = "gutters of one colour";

/** Odd tile sizes come last: the equal spaces between subplots of a figure look like wide gutters too. */
export const detectLayout = (picture: Picture, { lossy }: Pick<SheetFile, "lossy">): SheetLayout | null => {
  const gutters = findExactGutters(picture, lossy);
  if (gutters?.confidence === CONFIDENCE.usualGutters) return { ...gutters, basis: GUTTERS };
  const figure = findFigure(picture);
  if (figure) return { ...figure, basis: "boxes in a figure" };
  if (gutters) return { ...gutters, basis: GUTTERS };
  const drawings = findDrawings(picture);
  return drawings && { ...drawings, basis: "drawings at equal distances in a figure" };
};
