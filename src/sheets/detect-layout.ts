/** Looks for a grid in one picture, by everything that can be seen in a single sheet. */
import { cropPicture, type Picture } from "../pixels/picture.ts";
import { CONFIDENCE } from "./confidence.ts";
import { findDrawings } from "./drawings.ts";
import { findFigure } from "./figure.ts";
import { findExactGutters } from "./gutters.ts";
import { insideRim } from "./rim.ts";
import type { SheetFile, SheetLayout } from "./sheet-layout.ts";
import { type StripSearch, searchStrips } from "./strips.ts";

const GUTTERS = "gutters of one colour";

/**
 * Odd tile sizes come after figures: the equal spaces between subplots look like wide gutters too. What is blurred comes last,
 * since a rule that forgives more sees more in what is no sheet.
 */
export const detectLayout = (picture: Picture, file: Pick<SheetFile, "lossy">): SheetLayout | null =>
  inPicture(picture, file) ?? insideEdge(picture, file);

const inPicture = (picture: Picture, { lossy }: Pick<SheetFile, "lossy">): SheetLayout | null => {
  const gutters = findExactGutters(picture, lossy);
  if (gutters?.confidence === CONFIDENCE.usualGutters) return { ...gutters, basis: GUTTERS };
  const search = searchStrips(picture);
  const strips = search.exact();
  if (strips) return finerOf({ ...strips, basis: GUTTERS }, blurredOf(search));
  const figure = findFigure(picture);
  if (figure) return { ...figure, basis: "boxes in a figure" };
  if (gutters) return { ...gutters, basis: GUTTERS };
  const blurred = blurredOf(search);
  if (blurred) return blurred;
  const drawings = findDrawings(picture);
  return drawings && { ...drawings, basis: "drawings at equal distances" };
};

const blurredOf = (search: StripSearch): SheetLayout | null => {
  const found = search.blurred();
  return found && { ...found, basis: "blurred gutters" };
};

/** Scaling leaves every so many gutters sharp: at three quarters every second one. */
const finerOf = (sharp: SheetLayout, blurred: SheetLayout | null): SheetLayout =>
  blurred && blurred.columns * blurred.rows > sharp.columns * sharp.rows ? blurred : sharp;

/** A screenshot keeps the edge of the page: what lies inside is looked at as a picture of its own. */
const insideEdge = (picture: Picture, file: Pick<SheetFile, "lossy">): SheetLayout | null => {
  const inside = insideRim(picture);
  if (!inside?.frame) return null;
  const { left, top } = inside.box;
  const found = inPicture(cropPicture(picture, inside.box), file);
  return (
    found && { ...found, tiles: found.tiles.map((tile) => ({ ...tile, left: tile.left + left, top: tile.top + top })) }
  );
};
