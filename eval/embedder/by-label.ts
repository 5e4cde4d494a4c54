/** Means of the sets that share a label. */
import { groupedBy } from "../../src/kit/grouped-by.ts";
import { type Figure, meanOf } from "./table.ts";

/** Each label once, in the order they come, with the means of its entries' figures. */
export const meansBy = <Entry extends Readonly<Record<string, Figure>>>(
  entries: readonly (readonly [label: string, entry: Entry])[],
): [string, Record<string, Figure>][] =>
  [...groupedBy(entries, ([label]) => label)].map(([label, of]) => [label, meanEntry(of.map(([, entry]) => entry))]);

/** Figure by figure. */
export const meanEntry = (entries: readonly Readonly<Record<string, Figure>>[]): Record<string, Figure> =>
  Object.fromEntries(Object.keys(entries[0] ?? {}).map((key) => [key, meanOf(entries.map((entry) => entry[key]!))]));
