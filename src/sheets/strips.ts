/**
 * Finds tiles between plain lines, wherever these lie: with any outer margin or none, of any shape, under captions, rescaled. The
 * lines cut a sheet into strips of one length at one distance; a picture that is no sheet has none that are so regular.
 */
import { greatest, least, mean, quantile } from "../kit/stats.ts";
import type { Picture } from "../pixels/picture.ts";
import { CONFIDENCE } from "./confidence.ts";
import { crossings, dropEmptyEnd, equalParts, isEmpty } from "./grid-tiles.ts";
import { exactly, type GutterRule, type LineTraits, lineTraits, smeared, stamped, withGrain } from "./line-traits.ts";
import type { Direction, Span } from "./lines.ts";
import { rimsOf } from "./rim.ts";
import type { FoundGrid } from "./sheet-layout.ts";
import { isTileShape } from "./usual-sizes.ts";

const SMALLEST_TILE = 12;
/** Length and distance may differ by this much of their median, or by pixels where scaling rounds. */
const TOLERANCE = 0.03;
const ROUNDING = 1.5;
/** Gutter / pitch. A plain gap wider than this may belong to the tiles: digits stand in a fifth of plain ground and more. */
const WIDEST_GUTTER = 0.22;
/** The same where captions stand in the gap. */
const WIDEST_CAPTION = 0.5;
/** Difference of gutters in any channel. */
const SAME_COLOUR = 40;
/** Strips in a line, where there is one line of tiles. */
const FEWEST_IN_LINE = 4;
const SQUARE = 0.05;
/** Lines that are only paler than others must be many to be no chance. */
const FEWEST_SMEARED = 4;

interface Look {
  rule: GutterRule;
  lossy: boolean;
  /** Whether words may stand over or under the tiles. What stands beside them is another picture. */
  words: boolean;
  /** Gutter lines needed where no rim runs round the sheet. */
  fewest: number;
  /** Pixels of a tile beside a gutter that may be mixed with it. */
  mixed: number;
  confidence: number;
}

const EXACT: Look = { rule: exactly, lossy: false, words: true, fewest: 2, mixed: 0, confidence: CONFIDENCE.figure };
const GRAINY: Look = {
  rule: withGrain,
  lossy: true,
  words: true,
  fewest: 2,
  mixed: 0,
  confidence: CONFIDENCE.scaledGutters,
};
const STAMPED: Look = { ...GRAINY, rule: stamped, words: false };
const SMEARED: Look = {
  rule: smeared,
  lossy: true,
  words: false,
  fewest: FEWEST_SMEARED,
  mixed: 1,
  confidence: CONFIDENCE.scaledGutters,
};

/** Between lines of one colour, or between those that a lossy format or scaling has touched. */
export interface StripSearch {
  exact(): FoundGrid | null;
  blurred(): FoundGrid | null;
}

export const searchStrips = (picture: Picture): StripSearch => {
  const areas = areasOf(picture);
  const found = (looks: readonly Look[]) => {
    for (const look of looks)
      for (const area of areas) {
        const grid = stripsIn(picture, area, look);
        if (grid) return grid;
      }
    return null;
  };
  return { exact: () => found([EXACT]), blurred: () => found([GRAINY, STAMPED, SMEARED]) };
};

/** The innermost rim first: what lies further out is there in every sheet with an outer gutter. */
const areasOf = (picture: Picture): Area[] =>
  rimsOf(picture)
    .reverse()
    .map(({ box, frame }): Area => {
      const [across, down] = [
        { start: box.left, length: box.width },
        { start: box.top, length: box.height },
      ];
      return { frame, rows: lineTraits(picture, "row", down, [across]), columnsWithin: columnTraits(picture, across) };
    });

/** Several looks find the same rows. */
const columnTraits = (picture: Picture, across: Span): Area["columnsWithin"] => {
  const known = new Map<string, LineTraits>();
  return (rows) => {
    const key = JSON.stringify(rows);
    const traits = known.get(key) ?? lineTraits(picture, "column", across, rows);
    known.set(key, traits);
    return traits;
  };
};

interface Area {
  rows: LineTraits;
  columnsWithin(rows: readonly Span[]): LineTraits;
  /** Of the rim, which is the colour of the gutters as well where the tiles are as plain as these. */
  frame: Uint8Array | null;
}

const stripsIn = (picture: Picture, area: Area, look: Look): FoundGrid | null => {
  for (const colour of area.frame ? [null, area.frame] : [null]) {
    const rows = stripsOf("row", area.rows, { ...look, colour });
    // One line of tiles is believed between sharp gutters alone.
    const columns =
      rows &&
      (rows.spans.length > 1 || !look.lossy) &&
      stripsOf("column", area.columnsWithin(rows.spans), { ...look, colour });
    const found = rows && columns && areGrid(columns, rows, look) ? gridOf(picture, [columns, rows], look) : null;
    if (found && (area.frame || found.columns + found.rows - 2 >= look.fewest)) return found;
  }
  return null;
};

/** null where most of the tiles are empty. */
const gridOf = (picture: Picture, [columns, rows]: [Strips, Strips], look: Look): FoundGrid | null => {
  const isPacked = fills(columns.spans, picture.width) && fills(rows.spans, picture.height);
  const tiles = isPacked
    ? equalParts(picture, { columns: columns.spans.length, rows: rows.spans.length })
    : crossings(columns.spans, rows.spans);
  const { colour } = rows.spans.length > 1 ? rows : columns;
  if (tiles.filter((tile) => !isEmpty(picture, tile, colour, look.lossy)).length * 2 < tiles.length) return null;
  return {
    columns: columns.spans.length,
    rows: rows.spans.length,
    padding: isPacked ? 0 : paddingOf([columns, rows]),
    confidence: look.confidence,
    tiles: dropEmptyEnd(picture, tiles, colour, look.lossy),
  };
};

/**
 * Whether the picture is as long as its tiles' distances, with plain ground at both ends: then the ground is the tiles' own, as in packed
 * drawings. Outer gutters on both sides make it longer, gutters on one side leave no ground at the other.
 */
const fills = (spans: readonly Span[], length: number): boolean => {
  const [first, last] = [spans[0]!, spans.at(-1)!];
  if (spans.length < 2) return false;
  const pitch = (last.start - first.start) / (spans.length - 1);
  const isAround = first.start > 0 && last.start + last.length < length;
  return isAround && Math.abs(length - spans.length * pitch) < ROUNDING;
};

/** Where all gaps are equal. */
const paddingOf = (both: readonly Strips[]): number | null => {
  const gaps = new Set(
    both.flatMap(({ spans }) => spans.slice(1).map(({ start }, at) => start - spans[at]!.start - spans[at]!.length)),
  );
  return gaps.size === 1 ? [...gaps][0]! : null;
};

interface Strips {
  spans: Span[];
  /** Of the gutters between them. */
  colour: Uint8Array;
}

/** null where the lines cut nothing regular. */
const stripsOf = (
  direction: Direction,
  traits: LineTraits,
  look: Look & { colour: Uint8Array | null },
): Strips | null => {
  const isGutter = look.rule(traits);
  const colour = look.colour ?? usualColour(traits, isGutter);
  const spans = betweenGutters(
    isGutter.map((value, line) => Number(value === 1 && differenceTo(colour, traits, line) <= SAME_COLOUR)),
  );
  const tallest = Math.max(0, greatest(spans.map(({ length }) => length)));
  const large = spans.filter(({ length }) => length >= Math.max(SMALLEST_TILE, tallest / 2));
  const hasWords = large.length < spans.length;
  if (hasWords && !(look.words && direction === "row")) return null;
  if (!areRegular(large, hasWords ? WIDEST_CAPTION : WIDEST_GUTTER)) return null;
  const { mixed } = look;
  return {
    colour,
    spans: large.map(({ start, length }) => ({ start: traits.start + start + mixed, length: length - 2 * mixed })),
  };
};

/** @param widest gutter / pitch */
const areRegular = (spans: readonly Span[], widest: number): boolean => {
  if (spans.length === 0) return false;
  const lengths = spans.map(({ length }) => length);
  const usual = quantile(lengths, 0.5);
  if (lengths.some((length) => Math.abs(length - usual) > Math.max(ROUNDING, TOLERANCE * usual))) return false;
  if (spans.length === 1) return true;
  const distances = spans.slice(1).map(({ start }, index) => start - spans[index]!.start);
  const pitch = mean(distances);
  if (distances.some((distance) => Math.abs(distance - pitch) > Math.max(ROUNDING, TOLERANCE * pitch))) return false;
  return pitch - usual <= widest * pitch;
};

const areGrid = (columns: Strips, rows: Strips, { lossy }: Look): boolean => {
  const counts = [columns.spans.length, rows.spans.length];
  const aspect = columns.spans[0]!.length / rows.spans[0]!.length;
  if (least(counts) === 1) return !lossy && greatest(counts) >= FEWEST_IN_LINE && Math.abs(aspect - 1) <= SQUARE;
  const isOneColour = columns.colour.every((value, at) => Math.abs(value - rows.colour[at]!) <= SAME_COLOUR);
  return isOneColour && isTileShape(aspect);
};

/** Of the lines that look like gutters. */
const usualColour = ({ colours }: LineTraits, isGutter: Uint8Array): Uint8Array =>
  Uint8Array.from([0, 1, 2], (channel) => {
    const values = [...isGutter.keys()].filter((line) => isGutter[line]).map((line) => colours[3 * line + channel]!);
    return values.length === 0 ? 0 : quantile(values, 0.5);
  });

const differenceTo = (colour: Uint8Array, { colours }: LineTraits, line: number): number =>
  greatest(colour.map((value, channel) => Math.abs(value - colours[3 * line + channel]!)));

const betweenGutters = (isGutter: Uint8Array): Span[] => {
  const spans: Span[] = [];
  let start = 0;
  for (let line = 0; line <= isGutter.length; line++) {
    if (line < isGutter.length && !isGutter[line]) continue;
    if (line > start) spans.push({ start, length: line - start });
    start = line + 1;
  }
  return spans;
};
