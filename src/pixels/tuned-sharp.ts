/**
 * sharp as this tool uses it: every file is read once, and several files at once are faster than several threads in one file.
 * These settings hold for the whole process, so they are made at the first picture and not when the library is imported.
 */
import sharp, { type Sharp, type SharpInput, type SharpOptions } from "sharp";
import type { Picture } from "./picture.ts";

let isTuned = false;

export const tunedSharp = (input: SharpInput, options: SharpOptions): Sharp => {
  if (!isTuned) {
    sharp.cache(false);
    sharp.concurrency(1);
    isTuned = true;
  }
  return sharp(input, options);
};

export const sharpOf = ({ pixels, width, height }: Picture): Sharp =>
  tunedSharp(pixels, { raw: { width, height, channels: 3 } });
