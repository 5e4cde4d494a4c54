/** What to do when no grid was seen in any picture: single images are fine, sheets need `--grid`. */
import { dirname } from "node:path/posix";
import { InputError } from "../errors.ts";
import { type Box, cropPicture, type Picture } from "../pixels/picture.ts";
import { ASK_BELOW, CUT_UNNAMED_FROM } from "./confidence.ts";
import { probesOf, readable } from "./consensus.ts";
import { findPictureBox } from "./figure.ts";
import { equalParts, isEmpty, untilLast } from "./grid-tiles.ts";
import type { Layouts, SheetFile } from "./sheet-layout.ts";
import { guessLayouts, type LayoutGuess, seenLayouts } from "./without-gutters.ts";

/** "yes": a picture per step; "maybe": numbers that count in steps, or hardly any pictures; "no": numbered images. */
export type SheetNames = "yes" | "maybe" | "no";

export const namesOfSheets = (files: readonly SheetFile[]): SheetNames => {
  if (files.every(({ named }) => named?.worded)) {
    const perFolder = new Set(files.map(({ path, named }) => `${dirname(path)}/${named!.step}`));
    return perFolder.size * 2 > files.length ? "yes" : "no";
  }
  if (files.length < 3) return "maybe";
  const numbers = new Set(files.map(({ named }) => named?.step));
  return numbers.size === files.length && !numbers.has(undefined) && commonDivisor(numbers) > 1 ? "maybe" : "no";
};

const commonDivisor = (numbers: Iterable<number | undefined>): number => {
  let common = 0;
  for (const number of numbers) for (let rest = number ?? 1; rest > 0; ) [common, rest] = [rest, common % rest];
  return common;
};

/**
 * As the evidence of all pictures together suggests; empty when it is too weak.
 * @param files pictures of one size
 */
export const guessedLayouts = async (
  files: readonly SheetFile[],
  names: SheetNames,
  guessesOf: GuessesOf,
): Promise<Layouts> => {
  const { area, guesses, pictures } = await guessesOf(files);
  const [best] = guesses;
  if (!best || best.confidence < (names === "yes" ? ASK_BELOW : CUT_UNNAMED_FROM)) return new Map();
  const cells = equalParts(area, best).map((cell) => ({
    ...cell,
    left: cell.left + area.left,
    top: cell.top + area.top,
  }));
  // A cell without any image is empty in every sheet; a blank image is not.
  const isImage = (cell: Box) => pictures.some((picture) => !isEmpty(picture, cell, BLACK, false));
  const layout = { ...best, padding: 0, tiles: untilLast(cells, isImage) };
  return new Map(files.map((file) => [file, layout]));
};

interface Guessed {
  /** What is cut. */
  area: Box;
  /** Best first. */
  guesses: LayoutGuess[];
  /** Those that were looked at. */
  pictures: Picture[];
}

/** Of pictures of one size; looked at once, although a cut and a suggestion may ask. */
export type GuessesOf = (sameSize: readonly SheetFile[]) => Promise<Guessed>;

export const guessOnce = (): GuessesOf => {
  const known = new Map<string, Promise<Guessed>>();
  return (sameSize) => {
    const size = `${sameSize[0]?.width}x${sameSize[0]?.height}`;
    const guessed = known.get(size) ?? picturesOf(sameSize).then(weighed);
    known.set(size, guessed);
    return guessed;
  };
};

/** A figure's page is no part of the sheet, and its size says nothing about the tiles. */
const weighed = (pictures: Picture[]): Guessed => {
  const [first] = pictures;
  const box = first ? findPictureBox(first) : null;
  const area = box ?? { left: 0, top: 0, width: first?.width ?? 0, height: first?.height ?? 0 };
  return {
    pictures,
    area,
    guesses: box ? seenLayouts(pictures.map((picture) => cropPicture(picture, box))) : guessLayouts(pictures),
  };
};

/** Pictures of a size that are looked at. */
const PROBES = 8;
/** Fewer images are not judged, so a folder of fewer pictures rather holds sheets. */
const FEWEST_IMAGES = 16;
/** What torchvision fills a sheet with. */
const BLACK = [0, 0, 0];

const picturesOf = async (files: readonly SheetFile[]): Promise<Picture[]> => {
  const pictures: Picture[] = [];
  for await (const [, picture] of readable(probesOf(files, PROBES))) pictures.push(picture);
  return pictures;
};

/**
 * One picture per training step can not be judged as one image, so its layout must be asked for.
 * @returns warnings
 * @throws InputError when the names say that every picture belongs to a step of its own
 */
export const askForGrid = async (
  files: readonly SheetFile[],
  large: readonly SheetFile[],
  { names, guessesOf }: { names: SheetNames; guessesOf: GuessesOf },
): Promise<string[]> => {
  const first = large[0] ?? files[0];
  if (!first) return [];
  const { path, width, height } = first;
  if (names === "yes")
    throw new InputError(
      "LAYOUT",
      `Expected a sheet of samples per training step but found no grid in ${path} (${width} x ${height} pixels). Next: name the layout with ${await guessText(first, large, guessesOf)}, or --grid 1x1 when every picture is one image.`,
    );
  const wide = files.filter(({ width, height }) => Math.max(width, height) >= 2 * Math.min(width, height));
  const areFew = files.length < FEWEST_IMAGES && large.length === files.length;
  if (names === "no" && wide.length <= files.length / 2 && !areFew) return [];
  return [
    `No grid was found in ${path} (${width} x ${height} pixels), so every picture counts as one image. Next: if they are sheets of samples, name the layout with ${await guessText(first, large, guessesOf)}.`,
  ];
};

/** The two best guesses. */
const guessText = async (first: SheetFile, large: readonly SheetFile[], guessesOf: GuessesOf): Promise<string> => {
  const sameSize = large.filter(({ width, height }) => width === first.width && height === first.height);
  const grids = (await guessesOf(sameSize)).guesses.map(({ columns, rows }) => `--grid ${columns}x${rows}`);
  return grids.slice(0, 2).join(" or ") || "--grid COLSxROWS";
};
