/**
 * Bilinear resizing of small pictures to a square, bit by bit as sharp (libvips) does it with `{ fit: "fill", kernel: "linear" }`: sharp's own
 * cost for each tile of a sheet is ten times that of the resizing. A test holds the two equal; what is not done here goes to sharp.
 */
import type { Picture } from "./picture.ts";

/** libvips counts weights in 4096ths, and places between two pixels in 64ths. */
const BITS = 12;
const ONE = 1 << BITS;
const ROUNDED = ONE >> 1;
const PLACES = 64;
/** From here on libvips averages blocks first. */
const MOST_SHRINKING = 4;

/** @returns size x size x 3 bytes; null when it is not done here */
export const resizeHere = (picture: Picture, size: number): Uint8Array | null => {
  const { width, height } = picture;
  if (width <= size && height <= size) return enlarged(picture, size);
  if (width >= size && height >= size && Math.max(width, height) < MOST_SHRINKING * size) return reduced(picture, size);
  return null;
};

/** Where the pixels of a line come from. */
interface Line {
  /** Of each pixel and tap, row-major: place in the source. */
  places: Int32Array;
  /** In 4096ths. */
  weights: Int32Array;
  taps: number;
}

/** Lines of the sizes seen last: all tiles of a sheet have one. */
const lines = new Map<string, Line>();
const MOST_LINES = 64;

const known = (key: string, make: () => Line): Line => {
  const line = lines.get(key) ?? make();
  if (lines.size >= MOST_LINES) lines.clear();
  lines.set(key, line);
  return line;
};

/**
 * The pixel before each place and the one behind; of the weights only that of the second is kept.
 * @param places in the source with a pixel around it @param length of the source
 */
const betweenTwo = (places: readonly number[], length: number): Line => {
  const before = places.map(Math.floor);
  const inside = (place: number) => Math.min(length - 1, Math.max(0, place));
  return {
    places: Int32Array.from(before.flatMap((place) => [inside(place - 1), inside(place)])),
    weights: Int32Array.from(places, (place, at) => Math.trunc((place - before[at]!) * ONE)),
    taps: 2,
  };
};

/** Weights fall off in a straight line on both sides, over as many pixels as one of the result covers. */
const triangles = (length: number, size: number): Line => {
  // The same roundings as there: through the scale and back.
  const shrink = 1 / (1 / (length / size));
  const taps = 2 * Math.round(shrink) + 1;
  const inset = (1 + size * shrink - length) / 2 - 1;
  const margin = Math.ceil(taps / 2) - 1;
  const places = new Int32Array(taps * size);
  const weights = new Int32Array(taps * size);
  let place = 0.5 * shrink - 0.5 - inset;
  for (let at = 0; at < size; at++, place += shrink) {
    const first = Math.trunc(place);
    const between = Math.trunc(2 * PLACES * place) & (2 * PLACES - 1);
    const middle = ((between + 1) >> 1) / PLACES + taps / 2 - 1;
    const heights = Array.from({ length: taps }, (_, tap) => Math.max(0, 1 - Math.abs((tap - middle) / shrink)));
    const sum = heights.reduce((total, height) => total + height, 0);
    for (let tap = 0; tap < taps; tap++) {
      places[taps * at + tap] = Math.min(length - 1, Math.max(0, first + tap - margin));
      weights[taps * at + tap] = Math.trunc((heights[tap]! / sum) * ONE);
    }
  }
  return { places, weights, taps };
};

const enlarged = ({ pixels, width, height }: Picture, size: number): Uint8Array => {
  // The same roundings as there: a matrix is inverted, a pixel is put around the picture, and places in a row are added up.
  const [right, bottom] = [1 / (width / size), 1 / (height / size)];
  const inverse = 1 / (right * bottom);
  const across = known(`across ${width} ${height} ${size}`, () => {
    const places = [0.5];
    while (places.length < size) places.push(places.at(-1)! + inverse * bottom);
    return betweenTwo(places, width);
  });
  const down = known(`down ${width} ${height} ${size}`, () =>
    betweenTwo(
      Array.from({ length: size }, (_, y) => inverse * right * y - 0.5 + 1),
      height,
    ),
  );
  const target = new Uint8Array(3 * size * size);
  for (let y = 0; y < size; y++)
    enlargeRow(pixels, across, {
      above: 3 * width * down.places[2 * y]!,
      below: 3 * width * down.places[2 * y + 1]!,
      weight: down.weights[y]!,
      target: target.subarray(3 * size * y, 3 * size * (y + 1)),
    });
  return target;
};

/** Where the rows above and below begin, and the weight of the one below. */
interface EnlargedRow {
  above: number;
  below: number;
  weight: number;
  target: Uint8Array;
}

const enlargeRow = (pixels: Uint8Array, { places, weights }: Line, row: EnlargedRow): void => {
  const { above, below, weight, target } = row;
  for (let x = 0, to = 0; to < target.length; x++) {
    const left = 3 * places[2 * x]!;
    const right = 3 * places[2 * x + 1]!;
    const across = weights[x]!;
    // Cut to whole 4096ths where libvips cuts, so that all four add up to one.
    const belowRight = (weight * across) >> BITS;
    const aboveRight = ((ONE - weight) * across) >> BITS;
    const belowLeft = weight - belowRight;
    const aboveLeft = ONE - weight - aboveRight;
    for (let channel = 0; channel < 3; channel++, to++)
      target[to] =
        (aboveLeft * pixels[above + left + channel]! +
          aboveRight * pixels[above + right + channel]! +
          belowLeft * pixels[below + left + channel]! +
          belowRight * pixels[below + right + channel]! +
          ROUNDED) >>
        BITS;
  }
};

/** First down, then across. */
const reduced = ({ pixels, width, height }: Picture, size: number): Uint8Array => {
  const between = new Uint8Array(3 * width * size);
  const down = known(`reduce ${height} ${size}`, () => triangles(height, size));
  for (let y = 0; y < size; y++) reduceDown(pixels, down, y, between.subarray(3 * width * y, 3 * width * (y + 1)));
  const across = known(`reduce ${width} ${size}`, () => triangles(width, size));
  const target = new Uint8Array(3 * size * size);
  for (let y = 0; y < size; y++)
    reduceAcross(between.subarray(3 * width * y, 3 * width * (y + 1)), across, target.subarray(3 * size * y));
  return target;
};

/** Sums of one row of the result, used again for each. */
let sums = new Int32Array();

const reduceDown = (pixels: Uint8Array, { places, weights, taps }: Line, y: number, target: Uint8Array): void => {
  const length = target.length;
  if (sums.length < length) sums = new Int32Array(length);
  sums.fill(ROUNDED, 0, length);
  for (let tap = taps * y; tap < taps * (y + 1); tap++) {
    const weight = weights[tap]!;
    if (weight === 0) continue;
    const start = length * places[tap]!;
    for (let at = 0; at < length; at++) sums[at] = (sums[at]! + weight * pixels[start + at]!) | 0;
  }
  for (let at = 0; at < length; at++) target[at] = sums[at]! >> BITS;
};

const reduceAcross = (row: Uint8Array, { places, weights, taps }: Line, target: Uint8Array): void => {
  for (let x = 0; x < weights.length / taps; x++) {
    let [red, green, blue] = [ROUNDED, ROUNDED, ROUNDED];
    for (let tap = taps * x; tap < taps * (x + 1); tap++) {
      const weight = weights[tap]!;
      const from = 3 * places[tap]!;
      red = (red + weight * row[from]!) | 0;
      green = (green + weight * row[from + 1]!) | 0;
      blue = (blue + weight * row[from + 2]!) | 0;
    }
    target[3 * x] = red >> BITS;
    target[3 * x + 1] = green >> BITS;
    target[3 * x + 2] = blue >> BITS;
  }
};
