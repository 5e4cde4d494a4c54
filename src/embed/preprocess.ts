/** What the built-in network sees of an image, centred: its edges at even contrast, and its colours on a coarse lattice. */
import { centringShift, type Edges, findEdges, type Shift } from "./edges.ts";

/** Mean length of the gradient under which contrast is not raised, so that flat images stay flat. */
const FLOOR = 20;
/** Cells on each side whose contrast a place is measured by. */
const REACH = 2;

/** Values of one prepared image. @param size side in pixels, a multiple of 4 */
export const preparedLength = (size: number): number => 3 * (size / 2) ** 2 + 3 * (size / 4) ** 2;

/**
 * Writes `preparedLength` values into `target` from `offset` on: the three planes of `Edges`, size / 2 x size / 2, divided by the mean
 * of the mean length nearby (5 x 5 cells) and everywhere, plus FLOOR, and moved to the middle, 0 where nothing comes in; then of mean
 * colours in 0..1 4 (R - G), 4 (B - (R + G) / 2) and 4 Y - 2, each size / 4 x size / 4, moved likewise, borders repeated.
 * @param pixels size x size x 3 bytes, RGB
 */
export const preprocess = (pixels: Uint8Array, size: number, target: Float32Array, offset: number): void => {
  const edges = findEdges(pixels, size);
  const shift = centringShift(edges);
  const factors = contrastFactors(edges);
  writeEdges(edges, shift, factors, target.subarray(offset));
  writeColours(edges, shift, target.subarray(offset + 3 * edges.side ** 2));
};

let factorsOf: { across: Float64Array; factors: Float64Array } | undefined;

/** side / 2 x side / 2 factors; sums over 5 x 5 cells as sums along rows, then along columns. */
const contrastFactors = ({ side, cells }: Edges): Float64Array => {
  const lattice = side / 2;
  if (factorsOf?.factors.length !== cells.length)
    factorsOf = { across: new Float64Array(cells.length), factors: new Float64Array(cells.length) };
  const { across, factors } = factorsOf;
  let mean = 0;
  for (let y = 0, to = 0; y < lattice; y++)
    for (let x = 0; x < lattice; x++, to++) {
      mean += cells[to]! / cells.length;
      let sum = 0;
      for (let step = -REACH; step <= REACH; step++) sum += cells[y * lattice + clamped(x + step, lattice - 1)]!;
      across[to] = sum;
    }
  for (let y = 0, to = 0; y < lattice; y++)
    for (let x = 0; x < lattice; x++, to++) {
      let sum = 0;
      for (let step = -REACH; step <= REACH; step++) sum += across[clamped(y + step, lattice - 1) * lattice + x]!;
      factors[to] = 1 / ((sum / (2 * REACH + 1) ** 2 + mean) / 2 + FLOOR);
    }
  return factors;
};

/** What lies outside repeats the border. */
const clamped = (at: number, last: number): number => Math.max(0, Math.min(last, at));

const writeEdges = (
  { side, length, cosine, sine }: Edges,
  { right, down }: Shift,
  factors: Float64Array,
  target: Float32Array,
): void => {
  const area = side * side;
  target.fill(0, 0, 3 * area);
  const left = Math.max(0, -right);
  const end = Math.min(side, side - right);
  for (let y = Math.max(0, -down); y < Math.min(side, side - down); y++) {
    const factorRow = (y >> 1) * (side / 2);
    let to = (y + down) * side + left + right;
    for (let x = left, at = y * side + left; x < end; x++, at++, to++) {
      const factor = factors[factorRow + (x >> 1)]!;
      target[to] = length[at]! * factor;
      target[to + area] = cosine[at]! * factor;
      target[to + 2 * area] = sine[at]! * factor;
    }
  }
};

const writeColours = ({ side, half }: Edges, { right, down }: Shift, target: Float32Array): void => {
  const lattice = side / 2;
  const area = lattice * lattice;
  const scale = 1 / (255 * 16);
  for (let y = 0, to = 0; y < lattice; y++) {
    const upper = clamped(2 * y - down + 1, side + 1) * (side + 2);
    const lower = clamped(2 * y - down + 2, side + 1) * (side + 2);
    for (let x = 0; x < lattice; x++, to++) {
      const before = clamped(2 * x - right + 1, side + 1);
      const after = clamped(2 * x - right + 2, side + 1);
      const a = 3 * (upper + before);
      const b = 3 * (upper + after);
      const c = 3 * (lower + before);
      const d = 3 * (lower + after);
      const red = (half[a]! + half[b]! + half[c]! + half[d]!) * scale;
      const green = (half[a + 1]! + half[b + 1]! + half[c + 1]! + half[d + 1]!) * scale;
      const blue = (half[a + 2]! + half[b + 2]! + half[c + 2]! + half[d + 2]!) * scale;
      target[to] = 4 * (red - green);
      target[to + area] = 4 * (blue - (red + green) / 2);
      target[to + 2 * area] = (4 / 3) * (red + green + blue) - 2;
    }
  }
};
