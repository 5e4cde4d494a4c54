/** Real sample sheets judged by eye, cut into their tiles. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Box } from "../../src/pixels/picture.ts";
import { PictureFile } from "../../src/pixels/picture-file.ts";
import { givenLayouts } from "../../src/sheets/given.ts";
import { decodeParts } from "./decode-files.ts";
import type { PixelSet } from "./pixel-set.ts";

interface Sheet {
  repo: string;
  file: string;
  size: [number, number];
  verdict: string;
  grid: Grid | null;
  /** Mode of every tile by eye, row by row; -1 where it is unclear. */
  labels: number[] | null;
}

interface Grid {
  kind: string;
  rows: number;
  cols: number;
  /** Pixels between tiles; null where the figure was scaled. */
  pad: number | null;
  tile: [number, number];
  origin: [number, number];
  /** Filled cells, row by row. */
  tiles: number;
}

/** Tiles a sheet must hold to be judged at all. */
const FEWEST_TILES = 16;
/** Verdicts that are compared: one picture, a few templates, varied. */
const VERDICTS = ["FULL COLLAPSE", "PARTIAL COLLAPSE", "diverse"];

export const sheetSets = (root: string): PixelSet[] => {
  const folder = join(root, "realgrids");
  const sheets = JSON.parse(readFileSync(join(folder, "grids.json"), "utf8")) as Sheet[];
  return sheets.flatMap((sheet) => {
    const { grid, labels, verdict, repo } = sheet;
    if (!grid || grid.tiles < FEWEST_TILES || !VERDICTS.includes(verdict)) return [];
    const file = sheet.file.replaceAll("/", "__");
    const name = `${repo.replace("/", "+")}/${file}`;
    const path = join(folder, name);
    return {
      name: `sheets/${name}`,
      section: "sheets",
      kind: verdict,
      source: repo,
      clusters: labels,
      ambiguous: Array.from({ length: grid.tiles }, (_, tile) => labels?.[tile] === -1),
      pixels: async () => decodeParts(path, await boxesOf(path, sheet, grid)),
    };
  });
};

/** Where the figure was scaled the tool looks for the tiles, being told how many there are. */
const boxesOf = async (path: string, { size: [width, height] }: Sheet, grid: Grid): Promise<Box[]> => {
  const isScaled = grid.pad === null || grid.kind === "mpl+torchvision";
  const boxes = isScaled ? await seenBoxes(path, { width, height }, grid) : gridBoxes(grid);
  if (boxes.length < grid.tiles) throw new Error(`${path}: expected ${grid.tiles} tiles but found ${boxes.length}`);
  return boxes.slice(0, grid.tiles);
};

const gridBoxes = ({ rows, cols, pad, tile: [width, height], origin: [x, y] }: Grid): Box[] =>
  Array.from({ length: rows * cols }, (_, cell) => ({
    left: x + (cell % cols) * (width + (pad ?? 0)),
    top: y + Math.floor(cell / cols) * (height + (pad ?? 0)),
    width,
    height,
  }));

const seenBoxes = async (path: string, size: { width: number; height: number }, grid: Grid): Promise<Box[]> => {
  const file = { source: new PictureFile(path), path, ...size, lossy: false, named: null };
  const layouts = await givenLayouts([file], { columns: grid.cols, rows: grid.rows }, undefined);
  return layouts.get(file)?.tiles ?? [];
};
