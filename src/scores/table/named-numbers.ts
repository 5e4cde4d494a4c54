/** Finds the numbers of a line that have a name before them, whatever stands between. Linear in the length of the line. */
import type { Quantity } from "./columns.ts";
import { countAt as plainCountAt } from "./counter.ts";
import { areLetters, meaningOf } from "./find-columns.ts";
import { BOTH_HALVES } from "./name-words.ts";
import { type CommaMeaning, commaMeaningIn, type FoundNumber, numberAt } from "./number-notation.ts";
import { LONGEST_LINE } from "./scan.ts";

export interface NamedNumber {
  name: string;
  /** "other": under a name that is not known. */
  kind: "count" | "quantity" | "other";
  /** Two for a network's pair in brackets; none where what stands there is no number that is certain. */
  values: number[];
  /** Position of the first number. */
  start: number;
  /** What a count runs up to, as in 3/50. */
  of?: number;
}

const COUNTS: ReadonlySet<Quantity> = new Set(["step", "epoch", "batch"]);
const LONGEST_NAME = 4;
/** Letters before a number that can hold its name. */
const REACH = 80;
/** No list of that length is a loss; its first number alone is none either. */
const LONGEST_LIST = 9;
const START = /(?<![\w.])[-+\u2212]?(?:\d|\.\d|nan\b|inf(?:inity)?\b)/gi;
const ARROW = String.raw`(?:[-=]>|[\u2192\u27f6~\u2248])`;
/** Behind a quote a comma may stand: ('D_loss', 0.69). */
const OPENING = new RegExp(String.raw`(?:["']\s?,)?["']?[\s:=]*${ARROW}?\s*[[(]{0,4}["']?\s{0,9}$`);
const GIVEN = new RegExp(String.raw`(?:[:=]|${ARROW})[\s[(]*$`);
/** "Epoch #3" */
const NUMBER_SIGN = /(?<=\b(?:epoch|step|iter|iteration|batch)\s?)#$/i;
/** "| G 0.70 | D 0.69": without a colon, at the start of a part only. */
const LETTERS = /(?:^|[|,;([]|\s-)\s{0,9}([GD]L?|L_?[GD]|[Gg]en(?:erator)?|[Dd]is(?:c|criminator)?|[Cc]ritic)\s{1,9}$/;
const TOTAL = /\s{0,3}(?:\/|of)\s{0,6}(?=\d)/y;
/** "cycle loss: " */
const OTHER_NAME = /(?:^|[^\w./-])([a-z][\w./()-]*(?: [a-z][\w./()-]*){0,2})["']?\s?[:=]\s?["']?$/i;
/** Behind this word stand the numbers of another data set, which are no quantities of the training. */
const VALIDATION = /^\W{0,9}(?:val|valid|validation|test|testing|eval|evaluation)\W{0,9}$/i;
const GROUPED_BY_BLANKS = /[1-9]\d{0,2}(?: \d{3})+(?![\d.,/]|:\d)/y;

/**
 * @param comma what commas were in the lines before
 * @param section what stands above the line, and may be the rest of its names
 */
export const namedNumbersOf = (
  text: string,
  comma: CommaMeaning,
  section = "",
): { numbers: NamedNumber[]; comma: CommaMeaning } => {
  const numbers: NamedNumber[] = [];
  if (text.length > LONGEST_LINE) return { numbers, comma };
  const inLine = /\d,\d/.test(text) ? commaMeaningIn(text) : "unsure";
  const meant = inLine === "unsure" ? comma : inLine;
  const isOther = VALIDATION.test(/^\W{0,9}\w{1,12}/.exec(text)?.[0] ?? "");
  let from = 0;
  for (const { index } of text.matchAll(START)) {
    if (index < from) continue;
    const before = text.slice(Math.max(from, index - REACH), index);
    const named = inSection(nameBefore(before), section);
    const name =
      isOther && named?.kind === "quantity"
        ? { name: `validation ${named.name}`, kind: "other" as const, isPair: false }
        : named;
    const found = name?.kind === "count" ? countAt(text, index) : numberAt(text, index, meant);
    const list = found && /[[(]\s{0,9}$/.test(before) ? listFrom(text, found, meant) : null;
    from = list?.end ?? found?.end ?? index + (/^[^\s;|)\]}]*/.exec(text.slice(index, index + REACH))?.[0].length ?? 1);
    if (!name || numbers.some((known) => known.name === name.name)) continue;
    // "Epoch:  10%|": a bar that says how far it is.
    if (name.kind === "count" && found && text[found.end] === "%") continue;
    const values = list?.values ?? (found ? [percent(text, found)] : []);
    const isRead = values.length === 1 || (values.length === 2 && name.isPair);
    const of = name.kind === "count" && found ? totalAt(text, found.end) : null;
    if (isRead)
      numbers.push({ name: name.name, kind: name.kind, values, start: index, ...(of === null ? {} : { of }) });
    else if (name.kind === "quantity" && /[:=]/.test(before.slice(-3)))
      numbers.push({ name: name.name, kind: name.kind, values: [], start: index });
  }
  return { numbers: withLetters(numbers, text), comma: meant };
};

/** What stands behind "3/" or "3 of ". */
const totalAt = (text: string, at: number): number | null => {
  TOTAL.lastIndex = at;
  const gap = TOTAL.exec(text)?.[0];
  return gap === undefined ? null : (plainCountAt(text, at + gap.length)?.value ?? null);
};

/** "G: 0.7 D: 0.6": letters mean too much in free text, but those of both networks together are the networks. */
const withLetters = (numbers: NamedNumber[], text: string): NamedNumber[] => {
  const letters = numbers.filter(({ name, kind }) => kind === "other" && meaningOf(name)?.isBare);
  const networkOf = ({ name }: NamedNumber) => meaningOf(name)?.quantity;
  const named = new Set(numbers.flatMap((number) => (number.kind === "quantity" ? networkOf(number) : [])));
  const other = { lossGenerator: "lossDiscriminator", lossDiscriminator: "lossGenerator" } as const;
  const areNetworks = new Set(letters.map(networkOf)).size > 1;
  const isNetwork = (letter: NamedNumber) => {
    const network = networkOf(letter) as keyof typeof other;
    return areNetworks || (named.has(other[network]) && !named.has(network));
  };
  return numbers.flatMap((number): NamedNumber[] => {
    if (!letters.includes(number)) return [number];
    if (isNetwork(number)) return [{ ...number, kind: "quantity" }];
    return GIVEN.test(text.slice(0, number.start)) ? [number] : [];
  });
};

const inSection = (found: ReturnType<typeof nameBefore>, section: string): ReturnType<typeof nameBefore> => {
  if (found?.kind !== "other" || section === "") return found;
  const name = `${section} ${found.name}`;
  const quantity = meaningOf(name)?.quantity;
  return quantity === undefined || COUNTS.has(quantity) ? found : { name, kind: "quantity", isPair: false };
};

/** The longest known name of up to four words; else what stands before a colon or an equals sign. */
const nameBefore = (before: string): (Pick<NamedNumber, "name" | "kind"> & { isPair: boolean }) | null => {
  const words = before
    .replace(NUMBER_SIGN, "")
    .replace(OPENING, "")
    .replace(BOTH_HALVES, (halves) => halves.replace(/\s|and/gi, (part) => (part.trim() === "" ? "" : "+")))
    .split(/[\s,;|]+|[[({]+["']/)
    .filter((word) => word !== "");
  const isGiven = GIVEN.test(before);
  for (let count = Math.min(LONGEST_NAME, words.length); count > 0; count--) {
    const name = words
      .slice(-count)
      .join(" ")
      .replace(/^[^\p{L}\p{N}_]+/u, "");
    // A logger's name may be glued to the front.
    for (const own of count === 1 && name.includes(":") ? [name, name.slice(name.lastIndexOf(":") + 1)] : [name]) {
      const meaning = meaningOf(own);
      // A letter, or a network alone, means too much in free text.
      if (!meaning || isEndOfList(own) || (meaning.isBare && (areLetters(own) || !isGiven))) continue;
      if (!COUNTS.has(meaning.quantity) && VALIDATION.test(words.at(-count - 1) ?? ""))
        return { name: `${words.at(-count - 1)} ${own}`, kind: "other", isPair: false };
      return {
        name: own,
        kind: COUNTS.has(meaning.quantity) ? "count" : "quantity",
        isPair: meaning.quantity === "lossDiscriminator" || meaning.quantity === "lossGenerator",
      };
    }
  }
  const other = (OTHER_NAME.exec(before) ?? LETTERS.exec(before))?.[1];
  return other === undefined ? null : { name: other, kind: "other", isPair: false };
};

/** "(lossG, lossD) = (" names two numbers: neither is that of the last name alone. */
const isEndOfList = (name: string): boolean =>
  /[)\]]$/.test(name) && name.split(/[([]/).length < name.split(/[)\]]/).length;

/** Commas and blanks of a count group its thousands, and letters stand for them. */
const countAt = (text: string, at: number): FoundNumber | null => {
  GROUPED_BY_BLANKS.lastIndex = at;
  const grouped = GROUPED_BY_BLANKS.exec(text)?.[0];
  return grouped === undefined
    ? (plainCountAt(text, at) ?? numberAt(text, at))
    : { value: Number(grouped.replaceAll(" ", "")), end: at + grouped.length };
};

/** "0.94, 0.51]" from its first number on; null where the bracket holds one number, or something else. */
const listFrom = (text: string, first: FoundNumber, comma: CommaMeaning): { values: number[]; end: number } | null => {
  const values = [first.value];
  let { end } = first;
  while (values.length < LONGEST_LIST) {
    const gap = /^(?:\s?,\s?|\s{1,3})(?=[-+\d.ni])/i.exec(text.slice(end, end + 6))?.[0];
    const next = gap === undefined ? null : numberAt(text, end + gap.length, comma);
    if (!next) break;
    values.push(next.value);
    end = next.end;
  }
  if (values.length === LONGEST_LIST) return { values, end };
  return values.length > 1 && /^\s?[\])]/.test(text.slice(end, end + 2)) ? { values, end } : null;
};

const percent = (text: string, { value, end }: FoundNumber): number => (text[end] === "%" ? value / 100 : value);
