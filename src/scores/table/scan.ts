/** Finds numbers in lines of text. Every scan is linear in the length of the line. */

const NUMBER = /[-+]?(?:nan|inf(?:inity)?|\d+\.?\d*(?:e[-+]?\d+)?|\.\d+(?:e[-+]?\d+)?)/iy;
const GAP = /[\s:=]*(?:tensor\()?\[?/y;

/** The number at a position, and where it ends; null when there is none. A number that a letter follows is none. */
export const numberAt = (text: string, at: number): { value: number; end: number } | null => {
  NUMBER.lastIndex = at;
  const found = NUMBER.exec(text)?.[0];
  if (found === undefined || /[\w.]/.test(text[at + found.length] ?? " ")) return trailing(text, at, found);
  return { value: toNumber(found), end: at + found.length };
};

/** "12s" is no number, but "1.5," and "0.5." at the end of a sentence are. */
const trailing = (text: string, at: number, found: string | undefined): { value: number; end: number } | null => {
  if (found === undefined || text[at + found.length] !== "." || /[\w.]/.test(text[at + found.length + 1] ?? " "))
    return null;
  return { value: toNumber(found), end: at + found.length };
};

/** As Python, C and MATLAB print numbers. */
const toNumber = (text: string): number => {
  const bare = text.toLowerCase();
  if (bare.endsWith("nan")) return Number.NaN;
  if (bare.includes("inf")) return bare.startsWith("-") ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return Number(text);
};

/** The number behind a label such as "Loss_D" (and colons, equals signs, spaces), with its end; null when there is none. */
export const labelled = (text: string, label: string, from = 0): { value: number; end: number } | null => {
  for (let at = text.indexOf(label, from); at !== -1; at = text.indexOf(label, at + label.length)) {
    if (/[\w.]/.test(text[at - 1] ?? " ")) continue;
    GAP.lastIndex = at + label.length;
    const gap = GAP.exec(text)![0];
    if (gap === "") continue;
    const found = numberAt(text, at + label.length + gap.length);
    if (found) return found;
  }
  return null;
};

/** The value of `labelled` alone. */
export const numberOf = (text: string, label: string): number | null => labelled(text, label)?.value ?? null;

/** "12/50" at a position. */
export const fractionAt = (text: string, at: number): { value: number; of: number; end: number } | null => {
  FRACTION.lastIndex = at;
  const found = FRACTION.exec(text);
  return found && { value: Number(found[1]), of: Number(found[2]), end: at + found[0].length };
};
const FRACTION = /\s*(\d{1,12})\s*\/\s*(\d{1,12})/y;
