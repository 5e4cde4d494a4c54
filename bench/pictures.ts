/** Draws what the bench looks at. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";

const SIDE = 64;
const PADDING = 2;
const PER_LINE = 8;

/** Writes `count` distinct PNGs of 64 x 64: shapes before a slope of colour, few of them alike. */
export const drawPictures = async (folder: string, count: number): Promise<void> => {
  mkdirSync(folder);
  for (let index = 0; index < count; index++)
    await encode(scene(index), SIDE).toFile(join(folder, `${String(index).padStart(6, "0")}.png`));
};

/** Writes sheets of 8 x 8 of them, one per step from `first` on. */
export const drawSheets = async (folder: string, count: number, first = 0): Promise<void> => {
  mkdirSync(folder, { recursive: true });
  const stride = SIDE + PADDING;
  const side = PER_LINE * stride + PADDING;
  for (let step = first; step < first + count; step++) {
    const pixels = new Uint8Array(side * side * 3);
    for (let tile = 0; tile < PER_LINE ** 2; tile++) {
      const image = scene(step * PER_LINE ** 2 + tile);
      const left = PADDING + (tile % PER_LINE) * stride;
      const top = PADDING + Math.floor(tile / PER_LINE) * stride;
      for (let y = 0; y < SIDE; y++)
        pixels.set(image.subarray(y * SIDE * 3, (y + 1) * SIDE * 3), ((top + y) * side + left) * 3);
    }
    await encode(pixels, side).toFile(join(folder, `fake_samples_step_${String(step).padStart(6, "0")}.png`));
  }
};

const PHOTOGRAPH = 1024;

/** Writes `count` JPEGs of 1024 x 1024 with the grain of a camera. */
export const drawPhotographs = async (folder: string, count: number): Promise<void> => {
  mkdirSync(folder);
  for (let index = 0; index < count; index++) {
    const pixels = scene(index, PHOTOGRAPH);
    let state = index + 1;
    for (let at = 0; at < pixels.length; at++) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      pixels[at] = Math.max(0, Math.min(255, pixels[at]! + (state >>> 28) - 8));
    }
    await sharp(pixels, { raw: { width: PHOTOGRAPH, height: PHOTOGRAPH, channels: 3 } })
      .jpeg({ quality: 90 })
      .toFile(join(folder, `${String(index).padStart(4, "0")}.jpg`));
  }
};

const encode = (pixels: Uint8Array, side: number) =>
  sharp(pixels, { raw: { width: side, height: side, channels: 3 } }).png();

/** Six ellipses and boxes, turned, each of one colour. */
const scene = (seed: number, side = SIDE): Uint8Array => {
  let state = (seed * 2654435761 + 1) >>> 0;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  for (let skip = 0; skip < 4; skip++) next();
  const colour = () => [255 * next(), 255 * next(), 255 * next()] as const;
  const [from, to] = [colour(), colour()];
  const shapes = Array.from({ length: 6 }, () => ({
    x: side * next(),
    y: side * next(),
    angle: Math.PI * next(),
    width: (side / 16) * (1 + 4 * next()),
    height: (side / 16) * (1 + 4 * next()),
    isBox: next() < 0.5,
    colour: colour(),
  }));
  const pixels = new Uint8Array(side * side * 3);
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      let shown = from.map((value, channel) => value + ((to[channel as 0 | 1 | 2] - value) * (x + y)) / (2 * side));
      for (const shape of shapes) {
        const [dx, dy] = [x - shape.x, y - shape.y];
        const [cos, sin] = [Math.cos(shape.angle), Math.sin(shape.angle)];
        const [along, across] = [(dx * cos + dy * sin) / shape.width, (dy * cos - dx * sin) / shape.height];
        const isInside = shape.isBox ? Math.max(Math.abs(along), Math.abs(across)) < 1 : along ** 2 + across ** 2 < 1;
        if (isInside) shown = [...shape.colour];
      }
      pixels.set(shown, (y * side + x) * 3);
    }
  return pixels;
};
