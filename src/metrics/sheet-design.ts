/**
 * Sheets whose rows or columns are alike by design: a code varied along them, a walk, a picture beside its input or over its
 * reconstruction. Told by where the alike pairs lie: between neighbours of a stretch, and hardly elsewhere. Repeats of a generator
 * lie anywhere, since its inputs are random.
 */

import type { SheetDesign } from "../analysis/analysis.ts";
import { seededRandom } from "../kit/random.ts";
import { countOf, dot, type Rows, rowsAt } from "../kit/rows.ts";
import { greatest } from "../kit/stats.ts";

/** Share of the neighbours that are near-duplicates; sheets of real images of one narrow class have a twentieth. */
const ALIKE_BY_DESIGN = 0.5;
/** Elsewhere / between neighbours, at most. */
const ELSEWHERE = 0.25;
/** By chance half of 12 pairs are alike once in 500 sheets where an eighth of all pairs is. */
const FEWEST_PAIRS = 12;
const SAMPLED_PAIRS = 4000;

export interface Placed {
  /** Of the sheet, from 0. */
  column: number;
  row: number;
}

type Along = SheetDesign["along"];

/** Cells of the sheet by place, as indices of rows of embeddings; -1 where there is none. */
type Cells = (line: number, position: number) => number;

/**
 * @param places of the embeddings, in their order
 * @param threshold cosine from which two images are near-duplicates
 * @returns null for a sheet of independent images, also where all are alike
 */
export const findDesign = (rows: Rows, places: readonly Placed[], threshold: number): SheetDesign | null => {
  const width = Math.max(0, greatest(places.map(({ column }) => column))) + 1;
  const height = Math.max(0, greatest(places.map(({ row }) => row))) + 1;
  const byPlace = new Map(places.map(({ column, row }, index) => [row * width + column, index]));
  const isAlike = (a: number, b: number) => dot(rowsAt(rows, a), rowsAt(rows, b)) >= threshold;
  let elsewhere: Record<Along, number> | undefined;
  // Looked at where neighbours are alike: most sheets have no design.
  const shareIn = (along: Along): number => {
    elsewhere ??= shareElsewhere(rows, places, isAlike);
    return elsewhere[along];
  };
  const found = (["row", "column"] as const).flatMap((along) => {
    const [lines, length] = along === "row" ? [height, width] : [width, height];
    const cells: Cells = (line, position) =>
      byPlace.get(along === "row" ? line * width + position : position * width + line) ?? -1;
    const steps = alikeSteps(cells, lines, length, isAlike);
    return stretches(length).flatMap((stretch) => designOf({ along, stretch, steps }, () => shareIn(along)) ?? []);
  });
  return found.length === 0 ? null : found.reduce((a, b) => (contrast(b) > contrast(a) ? b : a));
};

const contrast = ({ neighbours, elsewhere }: SheetDesign): number => neighbours - elsewhere;

/** Lengths into which a line of so many divides, the whole last. */
const stretches = (length: number): number[] =>
  Array.from({ length: Math.max(0, length - 1) }, (_, index) => index + 2).filter((parts) => length % parts === 0);

interface Step {
  /** Of its second image in the line. */
  position: number;
  isAlike: boolean;
}

const alikeSteps = (
  cells: Cells,
  lines: number,
  length: number,
  isAlike: (a: number, b: number) => boolean,
): Step[] => {
  const steps: Step[] = [];
  for (let line = 0; line < lines; line++)
    for (let position = 1; position < length; position++) {
      const [before, after] = [cells(line, position - 1), cells(line, position)];
      if (before !== -1 && after !== -1) steps.push({ position, isAlike: isAlike(before, after) });
    }
  return steps;
};

const designOf = (
  { along, stretch, steps }: { along: Along; stretch: number; steps: readonly Step[] },
  inOtherLines: () => number,
): SheetDesign | null => {
  const inside = steps.filter(({ position }) => position % stretch !== 0);
  const between = steps.filter(({ position }) => position % stretch === 0);
  if (inside.length < FEWEST_PAIRS) return null;
  const neighbours = shareOf(inside);
  if (neighbours < ALIKE_BY_DESIGN) return null;
  const elsewhere = Math.max(inOtherLines(), between.length === 0 ? 0 : shareOf(between));
  return elsewhere <= ELSEWHERE * neighbours ? { along, stretch, neighbours, elsewhere } : null;
};

const shareOf = (steps: readonly Step[]): number => steps.filter((step) => step.isAlike).length / steps.length;

/** Of pairs in different rows, and of pairs in different columns; an even sample. */
const shareElsewhere = (
  rows: Rows,
  places: readonly Placed[],
  isAlike: (a: number, b: number) => boolean,
): Record<Along, number> => {
  const n = countOf(rows);
  const next = seededRandom(n);
  const pairs = { row: 0, column: 0 };
  const alike = { row: 0, column: 0 };
  for (let pair = 0; pair < SAMPLED_PAIRS; pair++) {
    const [a, b] = [Math.floor(next() * n), Math.floor(next() * n)];
    if (a === b) continue;
    const together = isAlike(a, b);
    for (const along of ["row", "column"] as const) {
      if (places[a]![along] === places[b]![along]) continue;
      pairs[along]++;
      if (together) alike[along]++;
    }
  }
  return { row: alike.row / Math.max(1, pairs.row), column: alike.column / Math.max(1, pairs.column) };
};

/** The first image of every stretch stands for it. */
export const standsForStretch = ({ column, row }: Placed, { along, stretch }: SheetDesign): boolean =>
  (along === "row" ? column : row) % stretch === 0;
