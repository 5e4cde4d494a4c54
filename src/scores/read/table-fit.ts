/** Whether a line is the header of a table: it is one only where the line below has the cells of a row. */
import { parse } from "csv-parse/sync";
import { isNumberCell } from "../table/cell-kind.ts";
import { findColumns } from "../table/find-columns.ts";
import { metricName } from "../table/metric-series.ts";
import { usesDecimalComma } from "../table/number-cell.ts";

const DELIMITERS = [",", ";", "\t", "|"];
const LONGEST_HEADER = 1e5;

/** The delimiter that is most frequent in a line, outside of quotes; null when it has none. */
export const delimiterOf = (line: string): string | null => {
  const unquoted = line.replace(/"[^"]*"/g, "");
  const count = (delimiter: string) => unquoted.split(delimiter).length;
  const delimiter = DELIMITERS.reduce((best, candidate) => (count(candidate) > count(best) ? candidate : best));
  return count(delimiter) < 2 || /^\s*[{[]/.test(line) ? null : delimiter;
};

/** Whether a line names columns that are understood, or is a row of numbers alone. */
export const isKnownHeader = (line: string): boolean => {
  const delimiter = delimiterOf(line.slice(0, LONGEST_HEADER));
  if (delimiter === null) return false;
  if (areNumbers(line)) return true;
  const cells = cellsOf(line.slice(0, LONGEST_HEADER), delimiter).map((cell) => cell.replace(/^.* - /, ""));
  if (cells.some(isNumberCell)) return false;
  return Object.keys(findColumns(cells)).length > 0 || cells.some((cell) => metricName(cell) !== null);
};

/** Whether a line is a row of numbers alone: the table has no header. */
export const areNumbers = (line: string): boolean => {
  const delimiter = delimiterOf(line.slice(0, LONGEST_HEADER));
  return delimiter !== null && areNumberCells(cellsOf(line.slice(0, LONGEST_HEADER), delimiter));
};

export const areNumberCells = (cells: readonly string[]): boolean =>
  cells.every((cell) => cell !== "" && Number.isFinite(Number(cell)));

/** Whether a line can be a row below the header; a header without names is itself a row. */
export const fitsHeader = (header: string, line: string): boolean => {
  const delimiter = delimiterOf(header);
  if (delimiter === null) return false;
  const names = cellsOf(header, delimiter);
  const cells = cellsOf(line, delimiter);
  const numbers = cells.filter(isNumberCell).length;
  const words = cells.filter((cell) => cell !== "").length - numbers;
  if (numbers === 0) return false;
  if (names.every(isNumberCell)) return words === 0;
  // A sentence with commas repeats its words from line to line, with other numbers in them.
  if (names.some((name, index) => /\d/.test(name) && maskOf(name) === maskOf(cells[index] ?? ""))) return false;
  const excess = cells.slice(names.length).filter((cell) => cell !== "").length;
  return excess === 0 ? words === 0 || cells.length === names.length : words === 0 && usesDecimalComma([line]);
};

export const cellsOf = (line: string, delimiter: string): string[] => {
  if (line.includes('"'))
    try {
      const [cells = []] = parse(line, { delimiter, relax_quotes: true, trim: true }) as string[][];
      return cells;
    } catch {
      // A quote that the next line closes.
    }
  return line.split(delimiter).map((cell) => cell.trim());
};

const maskOf = (cell: string): string => cell.replace(/\d+/g, "0");
