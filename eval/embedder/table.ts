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

/** One row per entry and a last one of means. @param columns heading -> figure of an entry */
export const tableOf = <Entry>(
  first: string,
  entries: readonly (readonly [string, Entry])[],
  columns: Readonly<Record<string, (entry: Entry) => Figure>>,
): string[] => {
  const row = (name: string, pick: (of: (entry: Entry) => Figure) => Figure) =>
    tableRow([name, ...Object.values(columns).map((of) => figure(pick(of)))]);
  return [
    ...tableHead([first, ...Object.keys(columns)]),
    ...entries.map(([name, entry]) => row(name, (of) => of(entry))),
    row("**mean**", (of) => meanOf(entries.map(([, entry]) => of(entry)))),
  ];
};
