/** Reads one number of a text, in any notation that leaves no doubt. A number that goes on in an unknown way is none: never half of it. */

/** What a comma between digits is: "0,5" or "1,000". Where that is unsure, "1,386" is no number. */
export type CommaMeaning = "decimal" | "thousands" | "unsure";

export interface FoundNumber {
  value: number;
  /** Position behind it. */
  end: number;
}

const SPECIAL = /([-+\u2212]?)(nan|inf(?:inity)?)(?!\w)/iy;
/** "1,000", "1_000", "1'000" and with the blanks that do not break a line. */
const GROUPED = /[-+\u2212]?[1-9]\d{0,2}([,_'\u2019\u00a0\u2009\u202f])\d{3}(?:\1\d{3})*(?:\.\d+)?/y;
const DECIMAL_COMMA = /[-+\u2212]?\d+,\d+(?:e[-+]?\d+)?/iy;
/** As Julia and Fortran write it: "0.65f0", "0.65D-01". */
const TYPED = /[-+\u2212]?\d*\.\d+[fd][-+]?\d+/iy;
const PLAIN = /[-+\u2212]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/iy;
/** Letters, powers of ten, further groups: what stands before is not the whole number. A point may end a sentence. */
const GOES_ON = /\w|\.[\w.]|[_'\u2019`\u00a0\u2009\u202f]\d|`?\*\^|\s?[x\u00b7\u00d7*]\s?10(?!\d)/y;

/** The number at a position; null when there is none that is certain. */
export const numberAt = (text: string, at: number, comma: CommaMeaning = "thousands"): FoundNumber | null => {
  const special = match(SPECIAL, text, at);
  if (special) return { value: specialValue(special), end: at + special.length };
  const grouped = match(GROUPED, text, at);
  if (grouped && !goesOn(text, at + grouped.length)) {
    const isOneComma = /^[^,.]*,[^,.]*$/.test(grouped);
    if (isOneComma ? comma === "unsure" : comma === "decimal" && /,.*\./.test(grouped)) return null;
    if (!isOneComma || comma !== "decimal")
      return { value: Number(withoutSign(grouped).replace(/[^-\d.]/g, "")), end: at + grouped.length };
  }
  const found =
    (comma === "thousands" ? null : match(DECIMAL_COMMA, text, at)) ?? match(TYPED, text, at) ?? match(PLAIN, text, at);
  if (found === null || goesOn(text, at + found.length, /^[-+\u2212]?\d+$/.test(found))) return null;
  return { value: Number(withoutSign(found).replace(",", ".").replace(/[fd]/i, "e")), end: at + found.length };
};

/** What the commas of a line are, as far as it shows that. */
export const commaMeaningIn = (text: string): CommaMeaning => {
  if (CERTAIN_DECIMAL.test(text)) return "decimal";
  return /\d\.\d/.test(text) ? "thousands" : "unsure";
};
/** Behind a leading zero, or not before exactly three digits; times and lists are neither. */
const CERTAIN_DECIMAL = /(?<![\w.,:[(-])[-+\u2212]?(?:0+,\d+|\d+,(?!\d{3}(?!\d))\d+)(?![\d.,:])/;

const match = (pattern: RegExp, text: string, at: number): string | null => {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
};

const goesOn = (text: string, end: number, isWhole = false): boolean =>
  match(GOES_ON, text, end) !== null || (isWhole && /^,\d/.test(text.slice(end, end + 2)));

/** The long minus of typesetting is a minus. */
const withoutSign = (text: string): string => text.replace("\u2212", "-").replace(/^\+/, "");

const specialValue = (text: string): number => {
  if (/nan$/i.test(text)) return Number.NaN;
  return /^[-\u2212]/.test(text) ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
};
