/** What stands in front of the header and of every row of a table: the same words, with other numbers in them. */

/** The words that two lines begin with, up to where a first cell can start; "" where they begin with none. */
export const sharedPrefix = (header: string, row: string): string => {
  const [names, cells] = [tokensOf(header), tokensOf(row)];
  let shared = 0;
  while (shared < names.length && isAlike(names[shared]!, cells[shared])) shared++;
  const prefix = names.slice(0, shared).join("");
  return /^.*[\s:>|\])-]/.exec(prefix)?.[0] ?? "";
};

/** A line without such a prefix; the line itself where it has none. */
export const withoutPrefix = (line: string, prefix: string): string => {
  if (prefix === "") return line;
  const expected = tokensOf(prefix);
  const tokens = tokensOf(line.slice(0, 2 * LONGEST));
  if (!expected.every((token, index) => isAlike(token, tokens[index]))) return line;
  return line.slice(tokens.slice(0, expected.length).join("").length);
};

const LONGEST = 200;

/** Numbers, spaces, and every other character by itself. */
const tokensOf = (line: string): string[] => line.slice(0, LONGEST).match(/\d+|\s+|./gs) ?? [];

const isAlike = (a: string, b: string | undefined): boolean =>
  a === b || (b !== undefined && (/^\d/.test(a) ? /^\d/.test(b) : /^\s/.test(a) && /^\s/.test(b)));
