/** A table whose first column holds names: on a narrow terminal the columns that matter least make room for them. */
import { shortenAll } from "./shorten.ts";

/** Columns of the terminal that the names have at least, where they need them. */
const SHORTEST_NAMES = 24;

interface Room {
  width: number;
  /** Which columns there may be, the most first. */
  kept: readonly (readonly number[])[];
  /** Columns of words, which stand left. */
  words?: readonly number[];
}

/** @param columns of as many lines as the names, the heading first */
export const namedTable = (
  names: readonly string[],
  columns: readonly (readonly string[])[],
  { width, kept: choices, words = [] }: Room,
): string[] => {
  const needed = Math.min(widthOf(names), SHORTEST_NAMES);
  const roomBeside = (kept: readonly number[]): number =>
    width - kept.reduce((sum, column) => sum + 2 + widthOf(columns[column]!), 0);
  const isRoomy = (kept: readonly number[]): boolean => {
    const room = roomBeside(kept);
    return room >= needed && widthOf(shortenAll(names, room)) <= room;
  };
  const kept = choices.find(isRoomy) ?? choices.at(-1)!;
  const cut = shortenAll(names, Math.max(1, roomBeside(kept)));
  const cells = [padded(cut, true), ...kept.map((column) => padded(columns[column]!, words.includes(column)))];
  return cut.map((_, line) =>
    cells
      .map((column) => column[line]!)
      .join("  ")
      .trimEnd(),
  );
};

const widthOf = (column: readonly string[]): number => column.reduce((most, { length }) => Math.max(most, length), 0);

const padded = (column: readonly string[], isLeft: boolean): string[] => {
  const width = widthOf(column);
  return column.map((cell) => (isLeft ? cell.padEnd(width) : cell.padStart(width)));
};
