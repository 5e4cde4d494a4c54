/**
 * The edges of an image at half its size: length and direction of the colour gradient (Di Zenzo 1986), the direction by twice
 * its angle, so that an edge from dark to light is the same as one from light to dark and recolouring leaves it alone.
 */

const CHANNELS = 3;
/** Pixels of the halved image along a side of the cells whose mean length is kept. */
const CELL = 2;
const TINY = 1e-6;

export interface Edges {
  /** Side of the halved image. */
  side: number;
  /** (side + 2) x (side + 2) x 3 sums of 2 x 2 bytes, with one repeated pixel on each side. */
  half: Int32Array;
  /** side x side each: the gradient's length; and the length times cosine and sine of twice its angle. */
  length: Float32Array;
  cosine: Float32Array;
  sine: Float32Array;
  /** side / 2 x side / 2: mean length over cells of 2 x 2. */
  cells: Float64Array;
}

let memory: Edges | undefined;

const memoryFor = (side: number): Edges => {
  if (memory?.side !== side)
    memory = {
      side,
      half: new Int32Array(CHANNELS * (side + 2) ** 2),
      length: new Float32Array(side * side),
      cosine: new Float32Array(side * side),
      sine: new Float32Array(side * side),
      cells: new Float64Array((side / CELL) ** 2),
    };
  return memory;
};

/** @param pixels size x size x 3 bytes, RGB; size a multiple of 4 @returns valid until the next call */
export const findEdges = (pixels: Uint8Array, size: number): Edges => {
  const edges = memoryFor(size / 2);
  halve(pixels, edges);
  repeatBorder(edges);
  gradients(edges);
  return edges;
};

const halve = (pixels: Uint8Array, { side, half }: Edges): void => {
  const row = 2 * side * CHANNELS;
  for (let y = 0; y < side; y++) {
    let at = 2 * y * row;
    let to = CHANNELS * ((y + 1) * (side + 2) + 1);
    for (let x = 0; x < side; x++, at += 2 * CHANNELS, to += CHANNELS) {
      half[to] = pixels[at]! + pixels[at + 3]! + pixels[at + row]! + pixels[at + row + 3]!;
      half[to + 1] = pixels[at + 1]! + pixels[at + 4]! + pixels[at + row + 1]! + pixels[at + row + 4]!;
      half[to + 2] = pixels[at + 2]! + pixels[at + 5]! + pixels[at + row + 2]! + pixels[at + row + 5]!;
    }
  }
};

const repeatBorder = ({ side, half }: Edges): void => {
  const row = CHANNELS * (side + 2);
  for (let start = row; start <= side * row; start += row) {
    half.copyWithin(start, start + CHANNELS, start + 2 * CHANNELS);
    half.copyWithin(start + row - CHANNELS, start + row - 2 * CHANNELS, start + row - CHANNELS);
  }
  half.copyWithin(0, row, 2 * row);
  half.copyWithin((side + 1) * row, side * row, (side + 1) * row);
};

const gradients = ({ side, half, length, cosine, sine, cells }: Edges): void => {
  const row = CHANNELS * (side + 2);
  cells.fill(0);
  for (let y = 0, to = 0; y < side; y++) {
    const cellRow = (y >> 1) * (side / CELL);
    let at = (y + 1) * row + CHANNELS;
    for (let x = 0; x < side; x++, at += CHANNELS, to++) {
      const across0 = half[at + 3]! - half[at - 3]!;
      const across1 = half[at + 4]! - half[at - 2]!;
      const across2 = half[at + 5]! - half[at - 1]!;
      const along0 = half[at + row]! - half[at - row]!;
      const along1 = half[at + row + 1]! - half[at - row + 1]!;
      const along2 = half[at + row + 2]! - half[at - row + 2]!;
      const xx = across0 * across0 + across1 * across1 + across2 * across2;
      const yy = along0 * along0 + along1 * along1 + along2 * along2;
      const xy = across0 * along0 + across1 * along1 + across2 * along2;
      const long = Math.sqrt(xx + yy);
      const inverse = 1 / (long + TINY);
      length[to] = long;
      cosine[to] = (xx - yy) * inverse;
      sine[to] = 2 * xy * inverse;
      const cell = cellRow + (x >> 1);
      cells[cell] = cells[cell]! + long / CELL ** 2;
    }
  }
};

/** Whole pixels of the halved image to move right and down, so that the centre of where edges are lies in the middle. */
export interface Shift {
  right: number;
  down: number;
}

const LARGEST_SHIFT = 5;

/**
 * Two copies of one picture that differ by a shift meet once each is moved so. Every cell weighs c / (c + mean of c): wherever
 * edges are, whatever their contrast, so that a recoloured copy is moved alike.
 */
export const centringShift = ({ side, cells }: Pick<Edges, "side" | "cells">): Shift => {
  const lattice = side / CELL;
  const mean = cells.reduce((sum, cell) => sum + cell, 0) / cells.length;
  let total = TINY;
  let right = 0;
  let down = 0;
  for (let y = 0, at = 0; y < lattice; y++)
    for (let x = 0; x < lattice; x++, at++) {
      const weight = cells[at]! / (cells[at]! + mean + TINY);
      total += weight;
      right += weight * (x - (lattice - 1) / 2);
      down += weight * (y - (lattice - 1) / 2);
    }
  const move = (sum: number) =>
    Math.max(-LARGEST_SHIFT, Math.min(LARGEST_SHIFT, Math.floor(0.5 - (CELL * sum) / total)));
  return { right: move(right), down: move(down) };
};
