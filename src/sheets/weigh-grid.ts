/** What the seams and the repetition of sheets without gutters say about one grid. */
import { greatest, least } from "../kit/stats.ts";
import { CONFIDENCE } from "./confidence.ts";
import type { Profiles } from "./lines.ts";
import { repetition } from "./period.ts";
import { type Seams, seamsOf } from "./seams.ts";
import type { Grid } from "./sheet-layout.ts";
import { isTileShape, USUAL_TILES } from "./usual-sizes.ts";

const CLEAR_SEAMS = 1.2;
const VISIBLE_SEAMS = 0.7;
/** Seams of one kind of tile are about as strong. */
const EVEN_SEAMS = 0.6;
/** Fewer seams than this in both directions together can be chance. */
const FEWEST_SEAMS = 4;
/** Excess of the autocorrelation: wrong layouts reach 0.06 at most, true ones of digits and of collapses 0.1 to 0.8. */
const REPEATS = 0.1;
/** Enough for a suggestion. */
const REPEATS_WEAKLY = 0.05;
/** Tiles of a total collapse. */
const SAME = 0.97;
const SAME_CONTRAST = 0.3;
/** Jump at the seams / at all lines. Between them a seam may as well be any line of a regular pattern. */
const QUIET_SEAMS = 0.5;
const LOUD_SEAMS = 1.8;
/** Weakest seam / all lines; enough for a suggestion. */
const NOTABLE_SEAMS = 1.4;
const MOST_PARTS = 40;
/** Suggestions are ranked: by so much at most for the repetition, and for a tile of a usual size. */
const RANK_OF_REPETITION = 0.1;
const RANK_OF_SIZE = 0.05;

/** What the pictures of one size and one run show together. */
export interface Evidence {
  width: number;
  height: number;
  /** null where all are pictures of enlarged blocks. */
  jumps: Profiles | null;
  /** null where all are blank. */
  periods: Profiles | null;
}

export interface Weighed {
  /** In [0, 1]. */
  confidence: number;
  basis: string;
}

/** A direction in which the seams alone tell the number of parts: all of them jump more than any other line. */
export interface Told {
  columns: number | null;
  rows: number | null;
}

export const toldBySeams = ({ jumps }: Pick<Evidence, "jumps">, smallestTile: number): Told => ({
  columns: jumps && clearCount(jumps.columns, smallestTile),
  rows: jumps && clearCount(jumps.rows, smallestTile),
});

const clearCount = (profile: Float64Array, smallestTile: number): number | null => {
  let clearest = { count: 0, clearness: CLEAR_SEAMS };
  for (let count = 2; count <= Math.min(MOST_PARTS, profile.length / smallestTile); count++) {
    const { clearness } = seamsOf(profile, count)!;
    if (clearness >= clearest.clearness) clearest = { count, clearness };
  }
  return clearest.count || null;
};

const isThere = <T>(value: T | null): value is T => value !== null;

/** Of square tiles. @returns null where nothing speaks for the grid */
export const weighGrid = ({ columns, rows }: Grid, evidence: Evidence, told: Told): Weighed | null => {
  const { width, height, jumps, periods } = evidence;
  const seams = jumps ? [seamsOf(jumps.columns, columns), seamsOf(jumps.rows, rows)].filter(isThere) : [];
  const repeats = periods
    ? [repetition(periods.columns, width, columns), repetition(periods.rows, height, rows)].filter(isThere)
    : [];
  const contrast = repeats.length === 0 ? -1 : least(repeats.map((value) => value.contrast));
  const likeness = least(repeats.map((value) => value.likeness));
  const isUsual = width % columns === 0 && height % rows === 0 && USUAL_TILES.includes(width / columns);
  const isContradicted = (told.columns ?? columns) !== columns || (told.rows ?? rows) !== rows;
  const sure = isContradicted
    ? null
    : (bySeams(seams, columns + rows - 2) ?? byRepetition({ seams, contrast, likeness, isUsual: isUsual && rows > 1 }));
  if (sure) return sure;
  const rank = RANK_OF_REPETITION * Math.min(1, Math.max(0, contrast)) + (isUsual ? RANK_OF_SIZE : 0);
  if (contrast >= REPEATS_WEAKLY) return { confidence: CONFIDENCE.hint + rank, basis: "repetition alone" };
  if (seams.some(({ weakest }) => weakest >= NOTABLE_SEAMS))
    return { confidence: CONFIDENCE.hint + rank, basis: "weak seams" };
  return null;
};

const bySeams = (seams: readonly Seams[], count: number): Weighed | null => {
  const clearness = seams.map((value) => value.clearness);
  const isSeen = greatest(clearness) >= CLEAR_SEAMS && least(clearness) >= VISIBLE_SEAMS;
  if (!isSeen || count < FEWEST_SEAMS || seams.some(({ evenness }) => evenness < EVEN_SEAMS)) return null;
  return { confidence: CONFIDENCE.seams, basis: "seams between tiles without gutters" };
};

interface Repeated {
  seams: readonly Seams[];
  contrast: number;
  likeness: number;
  isUsual: boolean;
}

const byRepetition = ({ seams, contrast, likeness, isUsual }: Repeated): Weighed | null => {
  if (contrast < REPEATS) return null;
  if (seams.some(({ clearness }) => clearness >= CLEAR_SEAMS))
    return { confidence: CONFIDENCE.seamsAndPeriod, basis: "seams and repetition of tiles without gutters" };
  // That a picture repeats itself just at a size that networks produce, across and down, are two kinds of evidence.
  if (isUsual)
    return { confidence: CONFIDENCE.seamsAndPeriod, basis: "repetition of tiles of a usual size without gutters" };
  if (seams.length > 0 && seams.every(({ mean }) => mean <= QUIET_SEAMS || mean >= LOUD_SEAMS))
    return { confidence: CONFIDENCE.period, basis: "repetition of tiles without gutters" };
  return likeness >= SAME && contrast >= SAME_CONTRAST
    ? { confidence: CONFIDENCE.sameTiles, basis: "repetition of tiles that are all the same" }
    : null;
};

/** Tiles of another shape than a square are believed only where the seams tell both directions. */
export const toldGrid = ({ width, height }: Evidence, { columns, rows }: Told): (Grid & Weighed) | null => {
  if (!columns || !rows || columns + rows - 2 < FEWEST_SEAMS) return null;
  return isTileShape(width / columns / (height / rows))
    ? { columns, rows, confidence: CONFIDENCE.seamsAndPeriod, basis: "seams between tiles without gutters" }
    : null;
};
