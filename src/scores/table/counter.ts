/** Counts as programs print them: 1,000 and 20k, the counter of a progress bar, a number in front of the line. */

const WHOLE = String.raw`\d{1,3}(?:[,_']\d{3}){1,5}(?!\d)|\d{1,9}(?:\.\d{1,3})?[kKM]|\d{1,9}(?:\.\d{1,6})?e\+?\d{1,2}|\d{1,15}`;
const COUNT = new RegExp(String.raw`(?:${WHOLE})(?![\w.]|\.\d|,\d)`, "y");
/** "450/1000", "450 of 1000", and no date or path. */
const FRACTION = new RegExp(
  String.raw`(?<![\w.,/:+-])(${WHOLE})\s{0,6}(?:/|of)\s{0,6}(${WHOLE})(?!\w{0,5}[/\d]|[.,:-]\d|[A-Z])`,
  "g",
);
/** Words that may stand right before a counter; behind others it counts something else (GPU 1/4). */
const PROGRESS = /^(?:train(?:ing)?|progress|done|total)$/i;
/** A bar without an end: "450it [00:10, 44.1it/s]". */
const ENDLESS = new RegExp(String.raw`(?:^|[\s:|])(${WHOLE})(?:it|step|batch|ba|img|ex)s?\s?\[\d`);
const LEADING = new RegExp(
  String.raw`^\s*(?:[[(#<>]\s{0,8})?(${WHOLE})(?:\s{0,8}[\])>]|:(?=\s)|[,|]|\s(?=[\s[(|]{0,9}[A-Za-z]))`,
);

export interface Counter {
  /** "epoch" where the bar says that it counts epochs; else null. */
  name: "epoch" | null;
  value: number;
  /** What it runs up to. */
  of: number | null;
  start: number;
  end: number;
}

/** The count at a position, and where it ends; null when there is none. */
export const countAt = (text: string, at: number): { value: number; end: number } | null => {
  COUNT.lastIndex = at;
  const found = COUNT.exec(text)?.[0];
  return found === undefined ? null : { value: countOf(found), end: at + found.length };
};

/** Counters without a name, from left to right. Of two, as in [0/25][0/782], the first counts epochs. */
export const countersOf = (text: string, hasEpoch: boolean): Counter[] => {
  const found: Counter[] = [];
  for (const { 0: all, 1: value, 2: of, index } of text.matchAll(FRACTION)) {
    const counter = { value: countOf(value!), of: countOf(of!), start: index, end: index + all.length };
    if (counter.value <= counter.of && counter.of > 0 && isAlone(text.slice(Math.max(0, index - 60), index)))
      found.push({ name: countsEpochs(text.slice(0, index)) ? "epoch" : null, ...counter });
  }
  const [first, second] = found;
  if (first && second && !hasEpoch && first.name === null) first.name = "epoch";
  if (found.some(({ name }) => name === null)) return found;
  const leading = LEADING.exec(text.slice(0, 60)) ?? ENDLESS.exec(text.slice(0, 400));
  const end = leading ? leading.index + leading[0].length : 0;
  return leading && !found.some(({ start }) => start < end)
    ? [{ name: null, value: countOf(leading[1]!), of: null, start: leading.index, end }, ...found]
    : found;
};

/** The counter of a progress bar; null when the line has none. */
export const barCount = (text: string): Counter | null =>
  text.includes("/") ? (countersOf(text, true).findLast(({ name, of }) => name === null && of !== null) ?? null) : null;

const isAlone = (before: string): boolean => {
  const word = /([A-Za-z_]\w*|\))\s*[:=#]?\s*[[(]?\s*$/.exec(before)?.[1];
  return word === undefined || PROGRESS.test(word);
};

/** "Epochs:  10%|█         | " */
const countsEpochs = (before: string): boolean =>
  /epochs?\s?:?\s{0,9}\d{1,3}%\s?\|[^|]{0,200}\|\s?$/i.test(before.slice(-240));

const UNITS: Record<string, number> = { k: 1e3, K: 1e3, M: 1e6 };
const countOf = (text: string): number => {
  const unit = UNITS[text.at(-1)!];
  return unit === undefined ? Number(text.replace(/[,_']/g, "")) : Math.round(Number(text.slice(0, -1)) * unit);
};
