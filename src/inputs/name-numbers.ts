/** The numbers in a name that may count something; hashes, dates and sizes hold none. */

export interface NameNumber {
  value: number;
  /** What stands before it and behind it in the name. */
  before: string;
  behind: string;
  start: number;
  end: number;
}

const UUID = /(?<![a-z\d])[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}(?![a-z\d])/gi;
/** With or without the time of day. */
const DATE =
  /(?<!\d)(?:19|20)\d\d([-_.]?)(?:0[1-9]|1[0-2])\1(?:0[1-9]|[12]\d|3[01])(?:[-_ T]+[0-2]\d[-_.:h]?[0-5]\d(?:[-_.:m]?[0-5]\d)?s?)?(?!\d)/g;
/** 8x8, 28x28x1. */
const SIZE = /(?<![a-z\d])\d+(?:x\d+)+(?![a-z\d])/gi;
const PARTS = /[a-z\d]+/gi;
const SHORTEST_HASH = 6;
/** Words between the digits of `e10s500` and `128x128`, which are no hashes. */
const COUNTED = /^(?:e|ep|epochs?|s|steps?|it|iters?|i|k|x|z|b|bs|lr|seed|img|tile|r|c)$/i;

/** Letters and digits change places more than once, as they do in no word with a number. */
export const isHash = (part: string): boolean => {
  const pieces = part.match(/\d+|[a-z]+/gi) ?? [];
  if (part.length < SHORTEST_HASH || pieces.length < 3 || /^\d+e\d{1,2}$/i.test(part)) return false;
  if (/^[\da-f]+$/i.test(part)) return true;
  const words = pieces.filter((piece) => /[a-z]/i.test(piece));
  return (
    part.length >= 8 &&
    pieces.length >= 4 &&
    words.every((word) => word.length < 4) &&
    !words.every((word) => COUNTED.test(word))
  );
};

/** What is blanked keeps its length, so that places in the name stay. */
export const BLANK = "\u0000";
const blank = (text: string): string => BLANK.repeat(text.length);

/** The name without what only looks like numbers. */
export const withoutHashes = (name: string): string =>
  name
    .replace(UUID, blank)
    .replace(PARTS, (part) => (isHash(part) ? blank(part) : part))
    .replace(DATE, blank)
    .replace(SIZE, blank);

const GROUPED = String.raw`\d{1,3}(?:[,'’]\d{3})+(?!\d)`;
const DECIMAL = String.raw`\d+(?:\.\d+)?`;
const NUMBER = new RegExp(
  `${GROUPED}|${DECIMAL}e[+-]?\\d{1,2}(?![a-z\\d])|${DECIMAL}k(?![a-z\\d])|\\d+(?:\\.\\d+)?`,
  "gi",
);
const MILLIONS = /^M(?![A-Za-z\d])/;
const LONGEST = 12;

const numberOf = (text: string): number => {
  const plain = text.replace(/[,'’]/g, "");
  return /k$/i.test(plain) ? Number((Number(plain.slice(0, -1)) * 1000).toPrecision(LONGEST)) : Number(plain);
};

/** @param name without hashes */
export const numbersIn = (name: string): NameNumber[] =>
  [...name.matchAll(NUMBER)].flatMap((match): NameNumber[] => {
    const [text] = match;
    const start = match.index;
    const isMillions = MILLIONS.test(name.slice(start + text.length));
    const end = start + text.length + (isMillions ? 1 : 0);
    const value = isMillions ? Number((Number(text) * 1e6).toPrecision(LONGEST)) : numberOf(text);
    if (text.length > LONGEST + 3 || !Number.isFinite(value) || value >= 10 ** LONGEST) return [];
    return [{ value, before: name.slice(0, start), behind: name.slice(end), start, end }];
  });
