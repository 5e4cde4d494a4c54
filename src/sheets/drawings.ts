/** Tiles on plain ground of one colour (digits on black, subplots of dark digits on white): only the drawings in them can be seen. */
import { mean, sum } from "../kit/stats.ts";
import type { Picture } from "../pixels/picture.ts";
import { CONFIDENCE } from "./confidence.ts";
import { hasMargins, spansOf } from "./figure.ts";
import { equalParts, gridBoxes } from "./grid-tiles.ts";
import type { Span } from "./lines.ts";
import type { FoundGrid } from "./sheet-layout.ts";

/** Fewer in a direction can be objects of one picture. */
const FEWEST = 4;
const SMALLEST_DRAWING = 4;
const SMALLEST_PITCH = 16;
/** Distance across / distance down; 4 : 3 for as many rows as columns in a figure of 640 x 480. */
const NARROWEST = 0.74;
const WIDEST = 1.4;
/** Distance of a drawing from its place, of the pitch: drawings lie freely in their tiles. */
const TOLERANCE = 0.15;
/** Tile / pitch: matplotlib's spaces are a fifth of a subplot. */
const TILE_OF_PITCH = 1 / 1.2;

/** Rows and columns of drawings at equal distances, free of any ink between them. */
export const findDrawings = (picture: Picture): FoundGrid | null => {
  const { width, height } = picture;
  const rowSpans = spansOf(picture, "row");
  const rows = evenly(rowSpans);
  if (!rows || !(hasMargins(rowSpans, height) || fills(rows, height))) return null;
  const from = Math.max(0, Math.round(rows.first - rows.pitch / 2));
  const inside = { start: from, length: Math.min(height - from, Math.round(rows.count * rows.pitch)) };
  const columnSpans = spansOf(picture, "column", inside);
  const columns = evenly(columnSpans);
  if (!columns || !(hasMargins(columnSpans, width) || fills(columns, width))) return null;
  // Letters of equal width stand on equal lines too, but closer together across than down.
  const shape = columns.pitch / rows.pitch;
  if (shape < NARROWEST || shape > WIDEST || Math.min(rows.pitch, columns.pitch) < SMALLEST_PITCH) return null;
  const grid = { columns: columns.count, rows: rows.count };
  const seen = { ...grid, padding: null, confidence: CONFIDENCE.drawings };
  if (fills(rows, height) && fills(columns, width)) return { ...seen, padding: 0, tiles: equalParts(picture, grid) };
  const side = TILE_OF_PITCH * Math.min(rows.pitch, columns.pitch);
  const axis = ({ count, first, pitch }: Places) => ({ count, pitch, tile: side, offset: first - side / 2 });
  const tiles = gridBoxes(axis(columns), axis(rows));
  const fits = tiles.every(
    (tile) => tile.left + tile.width <= width && tile.top + tile.height <= height && tile.width > 1 && tile.height > 1,
  );
  return fits ? { ...seen, tiles } : null;
};

/** Packed tiles: as many pitches as drawings, and half of one outside the first. */
const fills = ({ count, first, pitch }: Places, length: number): boolean =>
  Math.abs(length - count * pitch) <= TOLERANCE * pitch && Math.abs(first - pitch / 2) <= TOLERANCE * pitch;

interface Places {
  count: number;
  /** Middle of the first drawing. */
  first: number;
  pitch: number;
}

/** The straight line through the middles, by least squares; null when a middle lies far from it. Specks are left out. */
const evenly = (spans: readonly Span[]): Places | null => {
  const middles = spans
    .filter(({ length }) => length >= SMALLEST_DRAWING)
    .map(({ start, length }) => start + length / 2);
  const count = middles.length;
  if (count < FEWEST) return null;
  const centre = (count - 1) / 2;
  const middle = mean(middles);
  const products = sum(middles.map((each, index) => (index - centre) * (each - middle)));
  const pitch = products / ((count * (count ** 2 - 1)) / 12);
  const first = middle - centre * pitch;
  const isEven = middles.every((each, index) => Math.abs(each - first - index * pitch) <= TOLERANCE * pitch);
  return isEven ? { count, first, pitch } : null;
};
