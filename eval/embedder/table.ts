/** Tables of figures, in Markdown. */

export type Figure = number | null;

export const figure = (value: Figure): string => (value === null ? "" : value.toFixed(3));

/** Of the figures that are known; null without any. */
export const meanOf = (values: readonly Figure[]): Figure => {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
};

export const tableRow = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

export const tableHead = (cells: readonly string[]): string[] => [tableRow(cells), `|${"---|".repeat(cells.length)}`];

/** One row per entry and a last one of means; every entry names the same figures. */
export const tableOfFigures = (
  first: string,
  entries: readonly (readonly [name: string, figures: Readonly<Record<string, Figure>>])[],
): string[] => {
  const heads = Object.keys(entries[0]?.[1] ?? {});
  const row = (name: string, pick: (head: string) => Figure) =>
    tableRow([name, ...heads.map((head) => figure(pick(head)))]);
  return [
    ...tableHead([first, ...heads]),
    ...entries.map(([name, figures]) => row(name, (head) => figures[head]!)),
    row("**mean**", (head) => meanOf(entries.map(([, figures]) => figures[head]!))),
  ];
};
