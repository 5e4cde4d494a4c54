/** Writes names that share a list of numbers each before its own: "(D loss, G loss) = (0.69, 0.70)", "loss D/G: 0.69/0.70". */
import { meaningOf } from "./find-columns.ts";
import { LONGEST_LINE } from "./scan.ts";

const NAME = String.raw`[A-Za-z][\w ]{0,30}?`;
const NUMBER = String.raw`[-+\u2212]?(?:\d[\d.]*(?:e[-+]?\d{1,3})?|nan|inf)`;
const APART = String.raw`\s?[/,|&]\s?`;
const LIST = new RegExp(
  String.raw`(?<!\w)(${NAME})${APART}(${NAME})\s?\)?\s?[:=]\s?[[(]?\s?(${NUMBER})${APART}(${NUMBER})(?![\d/,]*\d)\s?[\])]?`,
  "gi",
);
const LOSSES: ReadonlySet<string | undefined> = new Set(["lossGenerator", "lossDiscriminator"]);

/** The line as it is where its names do not mean the losses of both networks. */
export const withNamesApart = (text: string): string =>
  text.length <= LONGEST_LINE && /[/,|&]/.test(text) ? text.replace(LIST, apart) : text;

const apart = (all: string, ...[first, second, one, two]: string[]): string => {
  const names = completed(first!, second!);
  const [a, b] = names.map((name) => meaningOf(name)?.quantity);
  return a !== b && LOSSES.has(a) && LOSSES.has(b) ? `${names[0]}: ${one} | ${names[1]}: ${two}` : all;
};

/** "D/G loss" and "loss D/G" leave out the word that both share. */
const completed = (first: string, second: string): [string, string] => {
  const [a, b] = [first.split(" "), second.split(" ")];
  if (a.length === 1 && b.length > 1) return [[...a, ...b.slice(1)].join(" "), second];
  if (b.length === 1 && a.length > 1) return [first, [...a.slice(0, -1), ...b].join(" ")];
  return [first, second];
};
