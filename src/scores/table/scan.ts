/** Finds numbers in lines of text. Every scan is linear in the length of the line. */
import { type FoundNumber, numberAt } from "./number-notation.ts";

/** No line of a log is longer; a longer one is no more looked at. */
export const LONGEST_LINE = 10_000;

const GAP = /[\s:=]*\[?/y;
/** Of a list with more than one number none is the number. */
const NEXT_OF_LIST = /^\s?,?\s?[-+]?[\d.]/;

/** The number behind a label such as "Loss_D" (and colons, equals signs, spaces), with its end; null when there is none. */
export const labelled = (text: string, label: string, from = 0): FoundNumber | null => {
  for (let at = text.indexOf(label, from); at !== -1; at = text.indexOf(label, at + label.length)) {
    if (/[\w.]/.test(text[at - 1] ?? " ")) continue;
    GAP.lastIndex = at + label.length;
    const gap = GAP.exec(text)![0];
    if (gap === "") continue;
    const found = numberAt(text, at + label.length + gap.length);
    if (found && !(gap.endsWith("[") && NEXT_OF_LIST.test(text.slice(found.end, found.end + 9)))) return found;
  }
  return null;
};

/** The value of `labelled` alone. */
export const numberOf = (text: string, label: string): number | null => labelled(text, label)?.value ?? null;

/** The two numbers in brackets behind a label, "[0.69, 0.51]"; null where there is something else. */
export const pairOf = (text: string, label: string): readonly [number, number] | null => {
  const at = text.indexOf(label);
  const opening =
    at === -1 ? null : /^[\s:=]*[[(]\s{0,9}/.exec(text.slice(at + label.length, at + label.length + 40))?.[0];
  if (!opening) return null;
  const first = numberAt(text, at + label.length + opening.length);
  const gap = first && /^\s?,?\s{0,9}(?=[-+\d.ni])/i.exec(text.slice(first.end, first.end + 20))?.[0];
  const second = first && gap ? numberAt(text, first.end + gap.length) : null;
  return second && /^\s{0,9}[\])]/.test(text.slice(second.end, second.end + 12)) ? [first!.value, second.value] : null;
};

/** "12/50" at a position. */
export const fractionAt = (text: string, at: number): { value: number; of: number; end: number } | null => {
  FRACTION.lastIndex = at;
  const found = FRACTION.exec(text);
  return found && { value: Number(found[1]), of: Number(found[2]), end: at + found[0].length };
};
const FRACTION = /\s*(\d{1,12})\s*\/\s*(\d{1,12})/y;
