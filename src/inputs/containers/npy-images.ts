/** Images in a NumPy array: which axis is which, and what its numbers mean. */
import type { Picture } from "../../pixels/picture.ts";
import { byteIn, usualRange, type ValueRange } from "../../pixels/value-range.ts";
import type { NpyHeader } from "./npy-header.ts";
import { type ValueType, valueType } from "./npy-values.ts";

export interface ImageArray {
  count: number;
  width: number;
  height: number;
  channels: number;
  channelsFirst: boolean;
  value: ValueType;
  bytesPerImage: number;
}

const CHANNELS = new Set([1, 3, 4]);
const LARGEST_SIDE = 2 ** 14;
const LARGEST_IMAGE = 2 ** 28;

/**
 * Shapes N x H x W x C, N x C x H x W, N x H x W and H x W x C, with 1, 3 or 4 channels.
 * @throws Error with a reason for people
 */
export const imageArray = ({ type, shape }: NpyHeader): ImageArray => {
  const value = valueType(type);
  const [count, height, width, channels, channelsFirst] = axesOf(shape);
  if (count < 1 || Math.min(width, height) < 1 || Math.max(width, height) > LARGEST_SIDE)
    throw new Error(`the shape (${shape.join(", ")}) holds no images of 1 to ${LARGEST_SIDE} pixels a side`);
  const bytesPerImage = width * height * channels * value.bytesPerValue;
  if (bytesPerImage > LARGEST_IMAGE) throw new Error(`images of ${bytesPerImage} bytes each are too large`);
  return { count, width, height, channels, channelsFirst, value, bytesPerImage };
};

const axesOf = (shape: readonly number[]): [number, number, number, number, boolean] => {
  const [a = 0, b = 0, c = 0, d = 0] = shape;
  if (shape.length === 4 && CHANNELS.has(d)) return [a, b, c, d, false];
  if (shape.length === 4 && CHANNELS.has(b)) return [a, c, d, b, true];
  if (shape.length === 3 && CHANNELS.has(c)) return [1, a, b, c, false];
  if (shape.length === 3) return [a, b, c, 1, false];
  throw new Error(
    `its shape (${shape.join(", ")}) is none of images: N x height x width x channels, N x channels x height x width or N x height x width`,
  );
};

/** What the numbers mean, judged from some of the images. Whole numbers are 0 to 255. @throws Error when nothing usual fits */
export const valueRange = (array: ImageArray, images: readonly Uint8Array[]): ValueRange => {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const bytes of images) {
    const view = viewOf(bytes);
    for (let at = 0; at < bytes.length; at += array.value.bytesPerValue) {
      const value = array.value.read(view, at);
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return usualRange(low, high, array.value.isInteger);
};

/** Transparent pixels are shown on white. @throws Error when a number is not finite */
export const arrayPicture = (array: ImageArray, range: ValueRange, bytes: Uint8Array): Picture => {
  const { width, height, channels, channelsFirst, value } = array;
  const view = viewOf(bytes);
  const size = width * height;
  const [pixelStep, channelStep] = channelsFirst ? [1, size] : [channels, 1];
  const byteAt = (pixel: number, channel: number): number =>
    byteIn(range, value.read(view, (pixel * pixelStep + channel * channelStep) * value.bytesPerValue));
  const pixels = new Uint8Array(size * 3);
  for (let pixel = 0; pixel < size; pixel++) {
    const opacity = channels === 4 ? byteAt(pixel, 3) / 255 : 1;
    for (let channel = 0; channel < 3; channel++) {
      const colour = byteAt(pixel, channels === 1 ? 0 : channel);
      pixels[pixel * 3 + channel] = Math.round(255 + (colour - 255) * opacity);
    }
  }
  return { pixels, width, height };
};

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
