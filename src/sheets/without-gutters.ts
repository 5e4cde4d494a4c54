/** Weighs what shows the layout of sheets without gutters: seams, repetition, and the sizes that networks produce. */
import { groupedBy } from "../kit/grouped-by.ts";
import type { Picture } from "../pixels/picture.ts";
import { CONFIDENCE } from "./confidence.ts";
import { meanProfiles } from "./lines.ts";
import { shiftProfiles } from "./period.ts";
import { jumpProfiles } from "./seams.ts";
import type { Grid } from "./sheet-layout.ts";
import { screenfuls, USUAL_TILES } from "./usual-sizes.ts";
import { toldBySeams, toldGrid, type Weighed, weighGrid } from "./weigh-grid.ts";

const MOST_COLUMNS = 40;
const SMALLEST_TILE = 12;
/** Largest deviation of a tile from a square. */
const ASPECT_TOLERANCE = 0.03;
/** Where a single sheet of a size gives no other hint, two rows and two columns are too few to repeat. */
const FEWEST_TILES = 4;
/** Long side / short side. */
const LONG = 2;

/** A layout and what speaks for it. */
export type LayoutGuess = Grid & Weighed;

/**
 * Guesses, best first; of equally sure ones the finest grid first, since multiples of the true tile are cut at seams too.
 * @param sheets pictures of one size and one run
 */
export const guessLayouts = (sheets: readonly Picture[]): LayoutGuess[] => {
  if (sheets.length === 0) return [];
  const { width, height } = sheets[0]!;
  return ranked([...seenLayouts(sheets), ...divisorGuesses(width, height), ...screenGuesses(width, height)]);
};

/** Those alone for which something in the pictures speaks, not their size. @param sheets pictures of one size and one run */
export const seenLayouts = (sheets: readonly Picture[]): LayoutGuess[] => {
  const { width, height } = sheets[0]!;
  const evidence = {
    width,
    height,
    jumps: meanProfiles(sheets.flatMap((sheet) => jumpProfiles(sheet) ?? [])),
    periods: meanProfiles(sheets.flatMap((sheet) => shiftProfiles(sheet) ?? [])),
  };
  const told = toldBySeams(evidence, SMALLEST_TILE);
  const square = candidates(width, height).flatMap((grid) => {
    const weighed = weighGrid(grid, evidence, told);
    return weighed ? [{ ...grid, ...weighed }] : [];
  });
  const other = toldGrid(evidence, told);
  return ranked(other ? [...square, other] : square);
};

const ranked = (guesses: readonly LayoutGuess[]): LayoutGuess[] => {
  const sorted = [...guesses].sort((a, b) => b.confidence - a.confidence || b.columns * b.rows - a.columns * a.rows);
  const byGrid = groupedBy(sorted, ({ columns, rows }) => `${columns}x${rows}`);
  return [...byGrid.values()].map(([best]) => best!);
};

const candidates = (width: number, height: number): Grid[] => {
  const found: Grid[] = [];
  for (let columns = 1; columns <= MOST_COLUMNS; columns++)
    for (let rows = 1; rows <= MOST_COLUMNS; rows++) {
      const [across, down] = [width / columns, height / rows];
      // Two by two parts are alike, or divided, in many a single picture.
      if (columns * rows <= FEWEST_TILES || Math.min(across, down) < SMALLEST_TILE) continue;
      if (Math.abs(across / down - 1) <= ASPECT_TOLERANCE) found.push({ columns, rows });
    }
  return found;
};

/** Usual tile sizes that divide the picture, a single one with more confidence. */
const divisorGuesses = (width: number, height: number): LayoutGuess[] => {
  const tiles = USUAL_TILES.filter(
    (tile) => width % tile === 0 && height % tile === 0 && (width * height) / tile ** 2 >= FEWEST_TILES,
  );
  const isLong = Math.max(width, height) >= LONG * Math.min(width, height);
  const only = isLong ? CONFIDENCE.longDivisor : CONFIDENCE.divisor;
  return tiles.map((tile) => ({
    columns: width / tile,
    rows: height / tile,
    confidence: tiles.length === 1 ? only : CONFIDENCE.divisor / tiles.length,
    basis: `the only usual tile size that divides the picture (${tile} pixels)`,
  }));
};

/** Two layouts of one size are two suggestions. */
const screenGuesses = (width: number, height: number): LayoutGuess[] => {
  const grids = screenfuls(width, height);
  const confidence = grids.length === 1 ? CONFIDENCE.screenful : CONFIDENCE.hint;
  return grids.map((grid) => ({ ...grid, confidence, basis: "the size of a screen filled with images" }));
};
