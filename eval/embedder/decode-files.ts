/** Pixels of picture files as the tool itself decodes and resizes them. */
import { availableParallelism } from "node:os";
import { decodeImages, type ImageFile } from "../../src/pixels/decode.ts";
import type { Box } from "../../src/pixels/picture.ts";
import { PictureFile } from "../../src/pixels/picture-file.ts";
import { SIDE } from "./pixel-set.ts";

/** In the order of the files. @throws Error when one can not be decoded */
export const decodeFiles = (files: readonly string[]): Promise<Uint8Array[]> =>
  decode(files.map((file) => ({ member: file, source: new PictureFile(file), box: null })));

/** Parts of one picture file, in the order of the boxes. @throws Error when it can not be decoded */
export const decodeParts = (file: string, boxes: readonly Box[]): Promise<Uint8Array[]> => {
  const source = new PictureFile(file);
  return decode(boxes.map((box, index) => ({ member: `${file}#${index}`, source, box })));
};

const decode = async (images: readonly ImageFile[]): Promise<Uint8Array[]> => {
  const pixels: Uint8Array[] = [];
  for await (const image of decodeImages(images, SIDE, availableParallelism())) {
    if ("reason" in image) throw new Error(`${image.path} ${image.reason}`);
    pixels.push(image.pixels);
  }
  return pixels;
};
