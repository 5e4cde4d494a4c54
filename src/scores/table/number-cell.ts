/** Numbers as people and programs write them into the cells of a log. */
import { numberAt } from "./number-notation.ts";
import { unwrapNumbers } from "./unwrap-numbers.ts";

/** A comma that can not group thousands: behind a leading zero, or not before exactly three digits. */
const DECIMAL_COMMA = /^[-+]?(?:0+,\d|\d+,(?!\d{3}(?!\d))\d)/;
/** What needs no second look: most cells of most logs. */
const PLAIN = /^-?\d[\d.]*(?:e[-+]?\d+)?$/i;
const GROUPED_BY_BLANKS = /^[-+]?[1-9]\d{0,2}(?: \d{3})+(?=[.,]\d+$|$)/;
const GROUPED_BY_POINTS = /^[-+]?[1-9]\d{0,2}(?:\.\d{3})+$/;
/** Behind the number: its total, its unit, its mean or its error. */
const BESIDE =
  /^(?:\s?\/\s?\d+|\s[a-z]{2,12}\.?|\s?s|\s?\([-+\d.,e\s]{1,30}\)|\s?(?:\u00b1|\+\/?-)\s?[\d.,e+-]{1,30})$/i;

/**
 * Whether the cells of one table write 0,5 for a half.
 * @param ifUnsure what a comma is taken for in a table that has no number with a point
 */
export const usesDecimalComma = (cells: readonly string[], ifUnsure = false): boolean =>
  cells.some((cell) => DECIMAL_COMMA.test(cell)) ||
  (ifUnsure && cells.some((cell) => /^[-+]?\d+,\d/.test(cell)) && !cells.some((cell) => /^[-+]?\d*\.\d/.test(cell)));

/**
 * "0.5", "65.62%" (as .6562), "tensor(10.5, grad_fn=...)", "nan", "-inf", "3/50" (as 3), "1,000" (as 1000, but as 1 with
 * decimal commas); null when there is no number or none that is certain.
 */
export const parseCell = (cell: string | undefined, decimalComma = false): number | null => {
  const text = (cell ?? "").trim();
  const isGroupedByPoints = decimalComma && GROUPED_BY_POINTS.test(text);
  const plainNumber = PLAIN.test(text) && !isGroupedByPoints ? Number(text) : Number.NaN;
  if (!Number.isNaN(plainNumber)) return plainNumber;
  if (isGroupedByPoints) return Number(text.replaceAll(".", ""));
  const bare = unwrapNumbers(text)
    .replace(/^\[{1,4}\s?([^[\]]*?)\s?\]{1,4}$/, "$1")
    .replace(GROUPED_BY_BLANKS, (number) => number.replaceAll(" ", ""));
  const found = numberAt(bare, 0, decimalComma ? "decimal" : "thousands");
  if (!found) return null;
  const rest = bare.slice(found.end);
  if (/^\s?%$/.test(rest)) return found.value / 100;
  return rest === "" || BESIDE.test(rest) ? found.value : null;
};
