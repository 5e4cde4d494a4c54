/**
 * sharp as this tool uses it: every file is read once, and several files at once are faster than several threads in one file.
 * Its settings hold for the whole process, so it is loaded at the first picture, which a run that knows all of them never reaches.
 */
import { createRequire } from "node:module";
import type { default as LoadSharp, Sharp, SharpInput, SharpOptions } from "sharp";
import type { Picture } from "./picture.ts";

let sharp: typeof LoadSharp | undefined;

/** Loading it takes as long as decoding several pictures. */
export const isSharpLoaded = (): boolean => sharp !== undefined;

export const tunedSharp = (input: SharpInput, options: SharpOptions): Sharp => {
  if (!sharp) {
    sharp = createRequire(import.meta.url)("sharp") as typeof LoadSharp;
    sharp.cache(false);
    sharp.concurrency(1);
  }
  return sharp(input, options);
};

export const sharpOf = ({ pixels, width, height }: Picture): Sharp =>
  tunedSharp(pixels, { raw: { width, height, channels: 3 } });
