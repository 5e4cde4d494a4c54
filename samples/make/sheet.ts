/** Writes images as a sheet in torchvision's layout: 8 x 8 tiles, 2 black pixels around each. */
import sharp from "sharp";
import { SIDE } from "./inkblots.ts";

const COLUMNS = 8;
export const PADDING = 2;

/** @param images 64 x SIDE x SIDE values in [-1, 1] */
export const writeSheet = async (path: string, images: Float32Array): Promise<void> => {
  const pitch = SIDE + PADDING;
  const side = COLUMNS * pitch + PADDING;
  const pixels = new Uint8Array(side * side);
  for (let tile = 0; tile < COLUMNS * COLUMNS; tile++)
    for (let y = 0; y < SIDE; y++)
      for (let x = 0; x < SIDE; x++) {
        const row = PADDING + Math.floor(tile / COLUMNS) * pitch + y;
        const column = PADDING + (tile % COLUMNS) * pitch + x;
        pixels[row * side + column] = Math.round(((images[(tile * SIDE + y) * SIDE + x]! + 1) / 2) * 255);
      }
  await sharp(pixels, { raw: { width: side, height: side, channels: 1 } })
    .png({ compressionLevel: 9 })
    .toFile(path);
};
