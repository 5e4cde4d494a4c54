/** What to do when no grid was seen in any picture: single images are fine, sheets need `--grid`. */
import { dirname } from "node:path/posix";
import { InputError } from "../errors.ts";
import { type SheetLayout, stepOfFile } from "../inputs/checkpoints.ts";
import type { Box } from "../inputs/image-set.ts";
import { type Picture, readPicture } from "../pixels/read-picture.ts";
import { ASK_BELOW, CUT_UNNAMED_FROM } from "./confidence.ts";
import { probesOf } from "./consensus.ts";
import { gridBoxes, isEmpty } from "./grid-tiles.ts";
import type { SizedFile } from "./layouts.ts";
import { guessLayouts, type LayoutGuess, type SheetEvidence, sheetEvidence } from "./without-gutters.ts";

/** "yes": a picture per step; "maybe": numbers that count in steps, or hardly any pictures; "no": numbered images. */
export type SheetNames = "yes" | "maybe" | "no";

export const namesOfSheets = (files: readonly SizedFile[]): SheetNames => {
  const named = files.map(stepOfFile);
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
 * Layouts by file as the evidence of all pictures together suggests; empty when it is too weak.
 * @param files pictures of one size
 */
export const guessedLayouts = async (
  files: readonly SizedFile[],
  names: SheetNames,
): Promise<Map<string, SheetLayout>> => {
  const { guesses, isEmptyEverywhere } = await guessesFor(files);
  const best = guesses[0];
  if (!best || best.confidence < (names === "yes" ? ASK_BELOW : CUT_UNNAMED_FROM)) return new Map();
  const axis = (length: number, count: number) => ({ count, offset: 0, pitch: length / count, tile: length / count });
  return new Map(
    files.map(({ file, width, height }) => {
      const cells = gridBoxes(axis(width, best.columns), axis(height, best.rows));
      const last = cells.findLastIndex((cell) => !isEmptyEverywhere(cell));
      return [file, { ...best, padding: 0, tiles: last === -1 ? cells : cells.slice(0, last + 1) }];
    }),
  );
};

/** Pictures of a size that are looked at. */
const PROBES = 8;
/** What torchvision fills a sheet with. */
const BLACK = [0, 0, 0];

interface Guesses {
  guesses: LayoutGuess[];
  /** A cell without any image is empty in every sheet; a blank image is not. */
  isEmptyEverywhere: (cell: Box) => boolean;
}

const guessesFor = async (files: readonly SizedFile[]): Promise<Guesses> => {
  const evidence: SheetEvidence[] = [];
  const pictures: Picture[] = [];
  for (const { file } of probesOf(files, PROBES)) {
    // A file that can not be decoded says so when it is measured.
    const picture = await readPicture(file).catch(() => null);
    if (!picture) continue;
    evidence.push(sheetEvidence(picture));
    pictures.push(picture);
  }
  return {
    guesses: evidence.length > 0 ? guessLayouts(files[0]!.width, files[0]!.height, evidence) : [],
    isEmptyEverywhere: (cell) => pictures.every((picture) => isEmpty(picture, cell, BLACK, false)),
  };
};

/**
 * One picture per training step can not be judged as one image, so its layout must be asked for.
 * @throws InputError when the names say that every picture belongs to a step of its own
 */
export const askForGrid = async (
  files: readonly SizedFile[],
  large: readonly SizedFile[],
  names: SheetNames,
  warnings: string[],
): Promise<void> => {
  const first = large[0] ?? files[0];
  if (!first) return;
  const { path, width, height } = first;
  if (names === "yes")
    throw new InputError(
      "LAYOUT",
      `Expected a sheet of samples per training step but found no grid in ${path} (${width} x ${height} pixels). Next: name the layout with ${await guessText(first, large)}, or --grid 1x1 when every picture is one image.`,
    );
  const wide = files.filter(({ width, height }) => Math.max(width, height) >= 2 * Math.min(width, height));
  if (names === "maybe" || wide.length > files.length / 2)
    warnings.push(
      `No grid was found in ${path} (${width} x ${height} pixels), so every picture counts as one image. Next: if they are sheets of samples, name the layout with ${await guessText(first, large)}.`,
    );
};

/** The two best guesses. */
const guessText = async (first: SizedFile, large: readonly SizedFile[]): Promise<string> => {
  const sameSize = large.filter(({ width, height }) => width === first.width && height === first.height);
  const { guesses } = await guessesFor(sameSize);
  return guesses.length === 0
    ? "--grid COLSxROWS"
    : guesses
        .slice(0, 2)
        .map(({ columns, rows }) => `--grid ${columns}x${rows}`)
        .join(" or ");
};
