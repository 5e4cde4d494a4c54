/** Weighs what shows the layout of sheets without gutters: seams, repetition, and the sizes that networks produce. */
import { groupedBy } from "../kit/grouped-by.ts";
import type { Picture } from "../pixels/picture.ts";
import { CONFIDENCE } from "./confidence.ts";
import { USUAL_TILES } from "./gutters.ts";
import { meanProfiles, type Profiles } from "./lines.ts";
import { repetition, shiftProfiles } from "./period.ts";
import { jumpProfiles, seamsOf } from "./seams.ts";
import type { Grid } from "./sheet-layout.ts";

const MOST_COLUMNS = 40;
const SMALLEST_TILE = 12;
/** Largest deviation of a tile from a square. */
const ASPECT_TOLERANCE = 0.03;
/** Fewer seams than this in both directions together can be chance. */
const FEWEST_SEAMS = 4;
/** Where a single sheet of a size gives no other hint, two rows and two columns are too few to repeat. */
const FEWEST_TILES = 4;
const CLEAR_SEAMS = 1.2;
const VISIBLE_SEAMS = 0.7;
/** Excess of the autocorrelation: wrong layouts reach 0.06 at most, true ones of digits and of collapses 0.1 to 0.8. */
const REPEATS = 0.1;
/** Tiles of a total collapse. */
const SAME = 0.97;
const SAME_CONTRAST = 0.3;
/** Jump at the seams / at all lines. Between them a seam may as well be any line of a regular pattern. */
const QUIET_SEAMS = 0.5;
const LOUD_SEAMS = 1.8;
/** Weakest seam / all lines; enough for a suggestion. */
const NOTABLE_SEAMS = 1.4;
/** Long side / short side. */
const LONG = 2;

/** A layout and what speaks for it. */
export interface LayoutGuess extends Grid {
  /** In [0, 1]. */
  confidence: number;
  basis: string;
}

/** What the pictures of one size and one run show together. */
interface Evidence {
  /** null where all are pictures of enlarged blocks. */
  jumps: Profiles | null;
  /** null where all are blank. */
  periods: Profiles | null;
}

/**
 * Guesses, best first; of equally sure ones the finest grid first, since multiples of the true tile are cut at seams too.
 * @param sheets pictures of one size and one run
 */
export const guessLayouts = (sheets: readonly Picture[]): LayoutGuess[] => {
  if (sheets.length === 0) return [];
  const { width, height } = sheets[0]!;
  const pooled = {
    jumps: meanProfiles(sheets.flatMap((sheet) => jumpProfiles(sheet) ?? [])),
    periods: meanProfiles(sheets.flatMap((sheet) => shiftProfiles(sheet) ?? [])),
  };
  const seen = candidates(width, height).flatMap((grid) => {
    const found = weigh(grid, { width, height }, pooled);
    return found ? [{ ...grid, ...found }] : [];
  });
  const guesses = [...seen, ...divisorGuesses(width, height)].sort(
    (a, b) => b.confidence - a.confidence || b.columns * b.rows - a.columns * a.rows,
  );
  const byGrid = groupedBy(guesses, ({ columns, rows }) => `${columns}x${rows}`);
  return [...byGrid.values()].map(([best]) => best!);
};

const candidates = (width: number, height: number): Grid[] => {
  const found: Grid[] = [];
  for (let columns = 1; columns <= MOST_COLUMNS; columns++)
    for (let rows = 1; rows <= MOST_COLUMNS; rows++) {
      const [across, down] = [width / columns, height / rows];
      if (columns * rows < FEWEST_TILES || Math.min(across, down) < SMALLEST_TILE) continue;
      if (Math.abs(across / down - 1) <= ASPECT_TOLERANCE) found.push({ columns, rows });
    }
  return found;
};

const weigh = (
  { columns, rows }: Grid,
  { width, height }: { width: number; height: number },
  { jumps, periods }: Evidence,
): { confidence: number; basis: string } | null => {
  // Two by two parts are alike, or divided, in many a single picture.
  if (columns * rows === FEWEST_TILES) return null;
  const isThere = <T>(value: T | null): value is T => value !== null;
  const seams = jumps ? [seamsOf(jumps.columns, columns), seamsOf(jumps.rows, rows)].filter(isThere) : [];
  const repeats = periods
    ? [repetition(periods.columns, width, columns), repetition(periods.rows, height, rows)].filter(isThere)
    : [];
  const clearness = seams.map((value) => value.clearness);
  const contrast = Math.min(...repeats.map((value) => value.contrast));
  const likeness = Math.min(...repeats.map((value) => value.likeness));
  const isClear = Math.max(...clearness) >= CLEAR_SEAMS;
  if (isClear && Math.min(...clearness) >= VISIBLE_SEAMS && columns + rows - 2 >= FEWEST_SEAMS)
    return { confidence: CONFIDENCE.seams, basis: "seams between tiles without gutters" };
  if (repeats.length > 0 && contrast >= REPEATS) {
    if (isClear)
      return { confidence: CONFIDENCE.seamsAndPeriod, basis: "seams and repetition of tiles without gutters" };
    if (seams.length > 0 && seams.every(({ mean }) => mean <= QUIET_SEAMS || mean >= LOUD_SEAMS))
      return { confidence: CONFIDENCE.period, basis: "repetition of tiles without gutters" };
    if (likeness >= SAME && contrast >= SAME_CONTRAST)
      return { confidence: CONFIDENCE.sameTiles, basis: "repetition of tiles that are all the same" };
    return { confidence: CONFIDENCE.hint, basis: "repetition alone" };
  }
  if (seams.some(({ weakest }) => weakest >= NOTABLE_SEAMS))
    return { confidence: CONFIDENCE.hint, basis: "weak seams" };
  return null;
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
