/**
 * The edges of an image at half its size: length and direction of the colour gradient (Di Zenzo 1986), the direction by twice
 * its angle, so that an edge from dark to light is the same as one from light to dark and recolouring leaves it alone.
 * The loops over pixels are `simd/prepare.ts`.
 */
import { reserve, simdLoops } from "../kit/simd.ts";

const CHANNELS = 3;
/** Pixels of the halved image along a side of the cells whose mean length is kept. */
const CELL = 2;
const TINY = 1e-6;

export interface Edges {
  /** Side of the halved image. */
  side: number;
  /** side x side each: the gradient's length; and the length times cosine and sine of twice its angle. */
  length: Float32Array;
  cosine: Float32Array;
  sine: Float32Array;
  /** side / 2 x side / 2: mean length over cells of 2 x 2. */
  cells: Float64Array;
}

/** Where parts of its memory begin is said by `arrangeImage`, in bytes. */
interface Functions {
  arrangeImage(size: number): number;
  findEdges(): void;
  prepare(right: number, down: number): void;
  length: { readonly value: number };
  cosine: { readonly value: number };
  sine: { readonly value: number };
  cells: { readonly value: number };
  prepared: { readonly value: number };
}

const loops = simdLoops<Functions>();

interface Arranged extends Edges {
  size: number;
  pixels: Uint8Array;
  prepared: Float32Array;
}

let arranged: Arranged | undefined;

const arrangedFor = (size: number): Arranged => {
  if (arranged?.size === size) return arranged;
  const functions = loops();
  const buffer = reserve(functions.memory, functions.arrangeImage(size));
  const side = size / 2;
  const plane = (start: { readonly value: number }) => new Float32Array(buffer, start.value, side * side);
  arranged = {
    size,
    side,
    pixels: new Uint8Array(buffer, 0, CHANNELS * size * size),
    length: plane(functions.length),
    cosine: plane(functions.cosine),
    sine: plane(functions.sine),
    cells: new Float64Array(buffer, functions.cells.value, (side / CELL) ** 2),
    prepared: new Float32Array(buffer, functions.prepared.value, CHANNELS * (side ** 2 + (side / 2) ** 2)),
  };
  return arranged;
};

/** @param pixels size x size x 3 bytes, RGB; size a multiple of 4 @returns valid until the next call */
export const findEdges = (pixels: Uint8Array, size: number): Edges => {
  const edges = arrangedFor(size);
  edges.pixels.set(pixels);
  loops().findEdges();
  return edges;
};

/** Of the image whose edges were found last: what `preprocess` writes. @returns valid until the next call */
export const preparedBy = ({ right, down }: Shift): Float32Array => {
  loops().prepare(right, down);
  return arranged!.prepared;
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
  let sum = 0;
  for (let at = 0; at < cells.length; at++) sum += cells[at]!;
  const mean = sum / cells.length;
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
