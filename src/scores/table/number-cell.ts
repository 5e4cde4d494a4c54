/** Numbers as people and programs write them into the cells of a log. */

const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/i;
/** A comma that can not group thousands: behind a leading zero, or not before exactly three digits. */
const DECIMAL_COMMA = /^[-+]?(?:0+,\d|\d+,(?!\d{3}(?!\d))\d)/;
/** What needs no second look: most cells of most logs. */
const PLAIN = /^-?\d[\d.]*(?:e[-+]?\d+)?$/i;
const GROUPED = /^[-+]?[1-9]\d{0,2}(?:,\d{3})+(?!\d)/;

/** Whether the cells of one table write 0,5 for a half. */
export const usesDecimalComma = (cells: readonly string[]): boolean => cells.some((cell) => DECIMAL_COMMA.test(cell));

/**
 * "0.5", "65.62%" (as .6562), "tensor(10.5, grad_fn=...)", "nan", "-inf", "3/50" (as 3), "1,000" (as 1000, but as 1 with
 * decimal commas); null when there is no number or none that is certain.
 */
export const parseCell = (cell: string | undefined, decimalComma = false): number | null => {
  const text = (cell ?? "").trim();
  const plainNumber = PLAIN.test(text) ? Number(text) : Number.NaN;
  if (!Number.isNaN(plainNumber)) return plainNumber;
  const bare = /^tensor\((.*)$/is.exec(text)?.[1] ?? text;
  const special = /^([-+]?)(nan|inf(?:inity)?)\b/i.exec(bare);
  if (special) {
    if (special[2]!.toLowerCase() === "nan") return Number.NaN;
    return special[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  }
  const plain = decimalComma
    ? bare.replace(/^([-+]?\d+),(\d+)(?![\d.])/, "$1.$2")
    : bare.replace(GROUPED, (number) => number.replaceAll(",", ""));
  const match = NUMBER.exec(plain);
  if (!match) return null;
  const rest = plain.slice(match[0].length).trimStart();
  if (/^[.,]\d/.test(rest)) return null;
  const value = Number(match[0]);
  return rest.startsWith("%") ? value / 100 : value;
};
