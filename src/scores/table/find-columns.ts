/** Finds the columns that hold a quantity: by their name, else by the words of their name. */
import { ALIASES, listedQuantity, normalName, type Quantity } from "./columns.ts";
import { meaningOfWords, type NameMeaning } from "./name-words.ts";

/** "G", "DL", "L_G": too little to be a name in free text, unless the other network's letters stand beside them. */
export const areLetters = (name: string): boolean => /^(?:[gd]l?|l[gd])$/.test(normalName(name));

/** What a name means; null when it is not known. */
export const meaningOf = (name: string): NameMeaning | null => {
  const quantity = listedQuantity(name);
  return quantity ? { quantity, distance: 0, isBare: areLetters(name) } : meaningOfWords(name);
};

/** Position of the column of every quantity that is there. */
export const findColumns = (header: readonly string[]): Partial<Record<Quantity, number>> => {
  const places = new Map<string, number>();
  header.map(normalName).forEach((name, index) => {
    if (!places.has(name)) places.set(name, index);
  });
  const columns: Partial<Record<Quantity, number>> = {};
  for (const [quantity, aliases] of Object.entries(ALIASES) as [Quantity, readonly string[]][]) {
    const position = aliases.map((alias) => places.get(normalName(alias))).find((index) => index !== undefined);
    if (position !== undefined) columns[quantity] = position;
  }
  const nearest = new Map<Quantity, { index: number; distance: number }>();
  header.forEach((name, index) => {
    const meaning = listedQuantity(name) === null ? meaningOfWords(name) : null;
    if (!meaning || columns[meaning.quantity] !== undefined) return;
    const best = nearest.get(meaning.quantity);
    if (!best || meaning.distance < best.distance) nearest.set(meaning.quantity, { index, distance: meaning.distance });
  });
  for (const [quantity, { index }] of nearest) columns[quantity] = index;
  return columns;
};
