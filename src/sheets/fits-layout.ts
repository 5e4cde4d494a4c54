/** Whether a picture in which no grid was seen, or another one, can be a sheet of the layout that others of its size show. */
import { greatest, least, quantile } from "../kit/stats.ts";
import { isChart } from "../pixels/is-chart.ts";
import type { Box, Picture } from "../pixels/picture.ts";
import { everyPixel, isColour } from "./lines.ts";
import type { SheetLayout } from "./sheet-layout.ts";

/** Titles stand between rows, JPEG blurs. */
const TOLERANCE = 48;
const PLAIN = 0.9;
/** Pixels of a gap that its colour is told from, about. */
const LOOKED_AT = 500;

/** What lies between the tiles must be plain there too, at most of the places: of packed drawings the ground on both sides of a border. */
export const fitsLayout = (picture: Picture, { tiles }: Pick<SheetLayout, "tiles">): boolean =>
  !isChart(picture) && (["column", "row"] as const).every((direction) => arePlain(picture, gapsOf(tiles, direction)));

const arePlain = (picture: Picture, gaps: readonly Box[]): boolean =>
  gaps.filter((gap) => isPlain(picture, gap)).length * 2 >= gaps.length;

const isPlain = (picture: Picture, gap: Box): boolean => {
  const step = Math.max(1, Math.floor((gap.width * gap.height) / LOOKED_AT));
  const places: number[] = [];
  let pixels = 0;
  everyPixel(picture, gap, (at) => {
    if (pixels++ % step === 0) places.push(at);
    return true;
  });
  const colour = [0, 1, 2].map((channel) =>
    quantile(
      places.map((at) => picture.pixels[at + channel]!),
      0.5,
    ),
  );
  let plain = 0;
  everyPixel(picture, gap, (at) => {
    if (isColour(picture, at, colour, TOLERANCE)) plain++;
    return true;
  });
  return plain >= PLAIN * pixels;
};

/** Between neighbouring columns (or rows) of tiles, over the whole grid. */
const gapsOf = (tiles: readonly Box[], direction: "column" | "row"): Box[] => {
  const [start, length, along, across] =
    direction === "column"
      ? (["left", "width", "top", "height"] as const)
      : (["top", "height", "left", "width"] as const);
  const lines = [...new Map(tiles.map((tile) => [tile[start], tile])).values()].sort((a, b) => a[start] - b[start]);
  const from = least(tiles.map((tile) => tile[along]));
  const to = greatest(tiles.map((tile) => tile[along] + tile[across]));
  return lines.slice(1).flatMap((line, index) => {
    const end = lines[index]![start] + lines[index]![length];
    const side = line[start] > end ? 0 : 1;
    const gap = { [start]: end - side, [length]: line[start] - end + 2 * side, [along]: from, [across]: to - from };
    return [gap as unknown as Box];
  });
};
