/** Rows as CSV by RFC 4180. */

/** What a spreadsheet would take for a formula, in its wide forms too. */
const FORMULA = /^[\s\p{Cc}\p{Cf}]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/u;

/** Text that a spreadsheet would run as a formula gets an apostrophe in front, numbers stay numbers; null is an empty cell. */
const cell = (value: string | number | null): string => {
  if (value === null) return "";
  if (typeof value === "number") return Number.isFinite(value) ? `${value}` : "";
  return `"${(FORMULA.test(value) ? `'${value}` : value).replaceAll('"', '""')}"`;
};

export const csv = (rows: readonly (readonly (string | number | null)[])[]): string =>
  rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
