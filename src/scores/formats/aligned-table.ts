/**
 * A table whose columns are aligned by spaces, also behind other words: `train:   epoch   d_loss   g_loss`, then
 * `train:       1   0.6450   0.7200`; as skorch, fastai and pandas print them.
 */
import { isNumberCell } from "../table/cell-kind.ts";
import { meaningOf } from "../table/find-columns.ts";
import { metricName } from "../table/metric-series.ts";
import { parseCell } from "../table/number-cell.ts";
import { LONGEST_LINE } from "../table/scan.ts";
import { rowPerLine, type TextFormat } from "./format.ts";

const RULE = /^[\s=+|_\u2500-\u257f-]+$/;
/** What stands where a number is missing, and times. */
const NO_NUMBER = /^(?:-+|none|null|n\/a|na|\?|\d{1,3}(?::\d\d){1,2})$/i;

interface Layout {
  names: readonly string[];
  /** Words of a row, with those in front of the first column. */
  words: number;
}

export const alignedTable: TextFormat = {
  name: "aligned table",
  open() {
    let above: string | null = null;
    let layout: Layout | null = null;
    return rowPerLine((text) => {
      if (text.length > LONGEST_LINE || RULE.test(text)) return null;
      const words = wordsOf(text);
      const found = above === null ? null : layoutOf(above, words);
      above = text;
      layout = found ?? layout;
      const names = layout?.names ?? [];
      const cells = words.slice(-names.length);
      if (words.length !== layout?.words || !cells.some(isNumberCell)) return null;
      if (!cells.every(isCell)) return null;
      return { quantities: names.map((name, index) => [name, parseCell(cells[index])]) };
    });
  },
};

/** The names above a row, where there are as many as it has numbers at its end, behind as many words. */
const layoutOf = (header: string, row: readonly string[]): Layout | null => {
  const behind = row.slice(row.findLastIndex((word) => !isCell(word)) + 1);
  const numbers = behind.length - Math.max(0, behind.findIndex(isNumberCell));
  // NumPy's savetxt writes its header as a comment.
  const bare = header.replace(/^\s*#\s/, "");
  const columns = bare.trim().split(/\s{2,}|\t/);
  const words = wordsOf(bare);
  const named = words.length - words.findLastIndex(isNumberCell) - 1;
  const length = Math.min(numbers, named);
  // The index of a data frame has no name.
  const isBeside = row.length - length - (words.length - length) <= 1 && row.length >= words.length;
  const byGaps = columns.length === row.length && columns.length === numbers;
  const names = byGaps ? columns : isBeside && length > 1 ? words.slice(-length) : [];
  const isTable = names.length > 1 && new Set(names).size === names.length && names.some(isKnown);
  return isTable ? { names, words: row.length } : null;
};

const isCell = (word: string): boolean => isNumberCell(word) || NO_NUMBER.test(word);

const isKnown = (name: string): boolean => meaningOf(name) !== null || metricName(name) !== null;

const wordsOf = (text: string): string[] => text.split(/\s+/).filter((word) => word !== "");
