/** What to do when no grid was seen in any picture: single images are fine, sheets need `--grid`. */
import { basename, dirname, extname } from "node:path/posix";
import { InputError } from "../errors.ts";
import type { SheetLayout } from "./checkpoints.ts";
import { stepOfName } from "./file-names.ts";
import { gridBoxes } from "./grid-tiles.ts";
import { probesOf } from "./layout-consensus.ts";
import { findSeams, jumpProfile } from "./layout-seams.ts";
import type { SizedFile } from "./layouts.ts";
import { readPicture } from "./read-picture.ts";

const USUAL_TILES = [64, 28, 32, 128, 256, 48, 96, 112, 16, 512];

/** "yes": a picture per step; "maybe": numbers that count in steps, or hardly any pictures; "no": numbered images. */
export type SheetNames = "yes" | "maybe" | "no";

export const namesOfSheets = (files: readonly SizedFile[]): SheetNames => {
  const named = files.map(({ path }) => stepOfName(basename(path, extname(path))));
  const numbers = new Set(named.map((step) => step?.step));
  if (named.every((step) => step?.worded)) {
    const perFolder = new Set(files.map(({ path }, index) => `${dirname(path)}/${named[index]!.step}`));
    return perFolder.size * 2 > files.length ? "yes" : "no";
  }
  if (files.length < 3) return "maybe";
  return numbers.size === files.length && !numbers.has(undefined) && commonDivisor(numbers) > 1 ? "maybe" : "no";
};

const commonDivisor = (numbers: Iterable<number | undefined>): number => {
  let common = 0;
  for (const number of numbers) for (let rest = number ?? 1; rest > 0; ) [common, rest] = [rest, common % rest];
  return common;
};

/**
 * Layouts by file from the seams of sheets without gutters.
 * @param files pictures of one size
 */
export const layoutsFromSeams = async (files: readonly SizedFile[]): Promise<Map<string, SheetLayout>> => {
  const profiles = [];
  for (const { file } of probesOf(files)) {
    // A file that can not be decoded says so when it is measured.
    const picture = await readPicture(file).catch(() => null);
    const profile = picture && jumpProfile(picture);
    if (profile) profiles.push(profile);
  }
  const grid = findSeams(profiles);
  if (!grid) return new Map();
  const axis = (length: number, count: number) => ({ count, offset: 0, pitch: length / count, tile: length / count });
  return new Map(
    files.map(({ file, width, height }) => [
      file,
      {
        ...grid,
        padding: 0,
        basis: "seams between tiles without gutters",
        tiles: gridBoxes(axis(width, grid.columns), axis(height, grid.rows)),
      },
    ]),
  );
};

/**
 * One picture per training step can not be judged as one image, so its layout must be asked for.
 * @throws InputError when the names say that every picture belongs to a step of its own
 */
export const askForGrid = (files: readonly SizedFile[], names: SheetNames, warnings: string[]): void => {
  const first = files[0];
  if (!first) return;
  const { path, width, height } = first;
  if (names === "yes")
    throw new InputError(
      "LAYOUT",
      `Expected a sheet of samples per training step but found no grid in ${path} (${width} x ${height} pixels). Next: name the layout with ${guessText(first)}, or --grid 1x1 when every picture is one image.`,
    );
  const wide = files.filter(({ width, height }) => Math.max(width, height) >= 2 * Math.min(width, height));
  if (names === "maybe" || wide.length > files.length / 2)
    warnings.push(
      `No grid was found in ${path} (${width} x ${height} pixels), so every picture counts as one image. Next: if they are sheets of samples, name the layout with ${guessText(first)}.`,
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
