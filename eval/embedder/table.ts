/** Tables of figures, in Markdown. */

export type Figure = number | null;

/** Three decimals, four where it is small: false pairs are told apart by those. */
export const figure = (value: Figure): string =>
  value === null ? "" : value.toFixed(value !== 0 && Math.abs(value) < 0.01 ? 4 : 3);

/** Of the figures that are known; null without any. */
export const meanOf = (values: readonly Figure[]): Figure => {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
};

export const tableRow = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

export const tableHead = (cells: readonly string[]): string[] => [tableRow(cells), `|${"---|".repeat(cells.length)}`];

type Entries = readonly (readonly [name: string, figures: Readonly<Record<string, Figure>>])[];

/** One row per entry; every entry names the same figures. */
export const tableOf = (first: string, entries: Entries): string[] => [
  ...tableHead([first, ...Object.keys(entries[0]?.[1] ?? {})]),
  ...entries.map(([name, figures]) => tableRow([name, ...Object.values(figures).map(figure)])),
];

/** The same with a last row of means. */
export const tableWithMeans = (first: string, entries: Entries): string[] => {
  const means = Object.keys(entries[0]?.[1] ?? {}).map((head) => meanOf(entries.map(([, figures]) => figures[head]!)));
  return [...tableOf(first, entries), tableRow(["**mean**", ...means.map(figure)])];
};
