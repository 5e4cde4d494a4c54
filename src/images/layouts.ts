/** Decides for every picture whether it is a sheet of tiles, and where the tiles are. */
import { basename, extname } from "node:path";
import { InputError, UsageError } from "../errors.ts";
import type { SheetLayout } from "./checkpoints.ts";
import { stepOfName } from "./file-names.ts";
import type { FoundFile } from "./find-files.ts";
import { gridBoxes } from "./grid-tiles.ts";
import { findFigure } from "./layout-figure.ts";
import { type FoundGrid, findExactGutters } from "./layout-gutters.ts";
import { type Picture, readPicture } from "./read-picture.ts";

/** What was asked for; without `grid` the layout is looked for. */
export interface LayoutRequest {
  grid?: { columns: number; rows: number } | undefined;
  padding?: number | undefined;
}

/** A readable picture and its size in pixels. */
export interface SizedFile extends FoundFile {
  width: number;
  height: number;
}

/** Smaller pictures are single images. */
const SMALLEST_SHEET = 56;
/** Pictures of one size that are looked at before the rest is taken for single images. */
const PROBES = 24;
const USUAL_TILES = [64, 28, 32, 128, 256, 48, 96, 112, 16, 512];
const JPEG = /\.jpe?g$/i;

/**
 * Layouts of the pictures that are sheets, by file.
 * @throws UsageError when `grid` does not fit, InputError when the names say sheets but no grid can be found
 */
export const findLayouts = async (
  files: readonly SizedFile[],
  options: LayoutRequest,
  warnings: string[],
): Promise<Map<string, SheetLayout>> => {
  const { grid, padding } = options;
  if (grid) {
    if (grid.columns * grid.rows === 1) return new Map();
    return new Map(files.map((file) => [file.file, givenLayout(file, grid, padding)]));
  }
  const layouts = new Map<string, SheetLayout>();
  for (const sameSize of bySize(files))
    for (const [file, layout] of await agreedLayouts(sameSize)) layouts.set(file, layout);
  if (layouts.size === 0) refuseUnseenSheets(files, warnings);
  return layouts;
};

const givenLayout = (
  { path, width, height }: SizedFile,
  grid: { columns: number; rows: number },
  given: number | undefined,
): SheetLayout => {
  const { columns, rows } = grid;
  const fits = (padding: number) => (width - padding) % columns === 0 && (height - padding) % rows === 0;
  // Without --padding: torchvision's 2 when only that divides the sheet, else none.
  const padding = given ?? (!fits(0) && fits(2) ? 2 : 0);
  const axis = (length: number, count: number) => {
    const pitch = (length - padding) / count;
    return { count, offset: padding, pitch, tile: pitch - padding };
  };
  if (axis(width, columns).tile < 1 || axis(height, rows).tile < 1)
    throw new UsageError(
      `Expected a layout that fits into ${path} (${width} x ${height} pixels) but received --grid ${columns}x${rows} with padding ${padding}.`,
    );
  return {
    columns,
    rows,
    padding,
    basis: "given by --grid",
    tiles: gridBoxes(axis(width, columns), axis(height, rows)),
  };
};

const bySize = (files: readonly SizedFile[]): SizedFile[][] => {
  const sizes = new Map<string, SizedFile[]>();
  for (const file of files) {
    if (Math.min(file.width, file.height) < SMALLEST_SHEET) continue;
    const key = `${file.width}x${file.height}`;
    sizes.set(key, [...(sizes.get(key) ?? []), file]);
  }
  return [...sizes.values()];
};

/** Pictures of one size share a layout: what at least half of those looked at show, holds for all of them. */
const agreedLayouts = async (files: readonly SizedFile[]): Promise<Map<string, SheetLayout>> => {
  const step = Math.max(1, Math.floor(files.length / PROBES));
  const probes = await detectAll(files.filter((_, index) => index % step === 0));
  const seen = [...probes.values()].filter((layout) => layout !== null);
  const winner = mostFrequent(seen);
  if (!winner || winner.count * 2 < probes.size) return new Map();
  const all = step === 1 ? probes : await detectAll(files);
  const model = winner.layout;
  return new Map(
    files.map(({ file }) => {
      const own = all.get(file);
      const agrees = own?.columns === model.columns && own.rows === model.rows;
      return [file, agrees ? own : { ...model, basis: `${model.basis}, as in the other pictures of this size` }];
    }),
  );
};

const mostFrequent = (layouts: readonly SheetLayout[]): { layout: SheetLayout; count: number } | null => {
  const counts = new Map<string, { layout: SheetLayout; count: number }>();
  for (const layout of layouts) {
    const key = `${layout.columns}x${layout.rows}`;
    const known = counts.get(key);
    // The fullest sheet is the model for the others.
    const fuller = known && known.layout.tiles.length >= layout.tiles.length ? known.layout : layout;
    counts.set(key, { layout: fuller, count: (known?.count ?? 0) + 1 });
  }
  return [...counts.values()].reduce<{ layout: SheetLayout; count: number } | null>(
    (best, entry) => (best && best.count >= entry.count ? best : entry),
    null,
  );
};

const detectAll = async (files: readonly SizedFile[]): Promise<Map<string, SheetLayout | null>> => {
  const found = new Map<string, SheetLayout | null>();
  for (const { file } of files) {
    // A file that can not be decoded says so when it is measured.
    const picture = await readPicture(file).catch(() => null);
    found.set(file, picture && detect(picture, JPEG.test(file) ? 12 : 3));
  }
  return found;
};

/** Odd tile sizes come last: the equal spaces between subplots of a figure look like wide gutters too. */
const detect = (picture: Picture, tolerance: number): SheetLayout | null => {
  const describe = (grid: FoundGrid | null, basis: string) => grid && { ...grid, basis };
  return (
    describe(findExactGutters(picture, tolerance, true), "gutters of one colour") ??
    describe(findFigure(picture), "boxes in a figure") ??
    describe(findExactGutters(picture, tolerance, false), "gutters of one colour")
  );
};

/** A picture per training step that shows no grid: one image per step can not be judged, and the layout must be asked for. */
const refuseUnseenSheets = (files: readonly SizedFile[], warnings: string[]): void => {
  const named = files.map(({ path }) => stepOfName(basename(path, extname(path))));
  const explicit = named.filter((step) => step !== null && step.unit !== "step");
  if (files.length === 0 || explicit.length < files.length) {
    const wide = files.filter(({ width, height }) => Math.max(width, height) >= 2 * Math.min(width, height));
    if (wide.length > files.length / 2)
      warnings.push(
        `The pictures are much wider than high but no grid was found. If they are sheets, say so: ${guessText(wide[0]!)}`,
      );
    return;
  }
  const { path, width, height } = files[0]!;
  throw new InputError(
    "LAYOUT",
    `Expected a sheet of samples per training step but found no grid in ${path} (${width} x ${height} pixels). Next: name the layout with ${guessText(files[0]!)}, or --grid 1x1 when every picture is one image.`,
  );
};

/** The best guesses: usual tile sizes that divide the picture. */
const guessText = ({ width, height }: SizedFile): string => {
  const guesses = USUAL_TILES.filter(
    (tile) => width % tile === 0 && height % tile === 0 && width * height > tile * tile,
  );
  const names = guesses.slice(0, 2).map((tile) => `--grid ${width / tile}x${height / tile}`);
  return names.length > 0 ? names.join(" or ") : "--grid COLSxROWS";
};
