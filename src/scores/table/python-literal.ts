/** What Python prints of a dictionary, a list or a number. Calls and other objects become null; linear in the length of the text. */
import { numberAt } from "./number-notation.ts";

const DEEPEST = 20;
const SPACE = /\s*/y;
const STRING = /[bru]{0,2}(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")/iy;
const KEY = /([A-Za-z_]\w*)\s?=(?!=)/y;
const CLASS = /<[^<>]{0,200}>/y;
const WORD = /[A-Za-z_][\w.]*/y;
const CLOSING: Record<string, string> = { "{": "}", "[": "]", "(": ")" };

/** undefined when the text is no such thing, or goes on behind it. */
export const parsePythonLiteral = (text: string): unknown => {
  const parser = new Parser(text);
  const value = parser.value(0);
  return parser.isAtEnd() ? value : undefined;
};

interface Items {
  list: unknown[];
  /** Those with a key, behind a colon or an equals sign. */
  entries: [string, unknown][];
}

/** What a call makes: OrderedDict([('a', 1)]), defaultdict(<class 'list'>, {...}), Losses(a=1), array([...], dtype=float32). */
const objectOf = ({ list, entries }: Items): unknown => {
  const isPair = (item: unknown): item is [string, unknown] =>
    Array.isArray(item) && item.length === 2 && typeof item[0] === "string";
  const [first] = list;
  if (list.length === 0) return entries.length > 0 ? Object.fromEntries(entries) : null;
  if (Array.isArray(first) && first.length > 0 && first.every(isPair)) return Object.fromEntries(first);
  return first ?? list[1] ?? null;
};

class Parser {
  readonly #text: string;
  #at = 0;
  #failed = false;

  constructor(text: string) {
    this.#text = text;
  }

  isAtEnd(): boolean {
    this.#take(SPACE);
    return !this.#failed && this.#at === this.#text.length;
  }

  value(depth: number): unknown {
    this.#take(SPACE);
    const start = this.#text[this.#at] ?? "";
    if (CLOSING[start] !== undefined && depth < DEEPEST) {
      const { list, entries } = this.#items(start, depth + 1);
      return start === "{" ? Object.fromEntries(entries) : list;
    }
    if (this.#take(CLASS)) return null;
    const string = this.#take(STRING);
    if (string) return stringOf(string[1] ?? string[2]!);
    const number = numberAt(this.#text, this.#at);
    if (number) {
      this.#at = number.end;
      return number.value;
    }
    const word = this.#take(WORD)?.[0];
    if (word === undefined) return this.#fail();
    this.#take(SPACE);
    if (this.#text[this.#at] === "(" && depth < DEEPEST) return objectOf(this.#items("(", depth + 1));
    return word === "True" ? true : word === "False" ? false : null;
  }

  #items(opening: string, depth: number): Items {
    this.#at++;
    const list: unknown[] = [];
    const entries: [string, unknown][] = [];
    while (!this.#failed) {
      this.#take(SPACE);
      if (this.#text[this.#at] === CLOSING[opening]) {
        this.#at++;
        return { list, entries };
      }
      const key = this.#take(KEY)?.[1];
      const item = this.value(depth);
      this.#take(SPACE);
      if (key !== undefined) entries.push([key, item]);
      else if (this.#text[this.#at] === ":") {
        this.#at++;
        entries.push([String(item), this.value(depth)]);
        this.#take(SPACE);
      } else list.push(item);
      if (this.#text[this.#at] === ",") this.#at++;
      else if (this.#text[this.#at] !== CLOSING[opening]) this.#fail();
    }
    return { list, entries };
  }

  #take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found) this.#at += found[0].length;
    return found;
  }

  #fail(): undefined {
    this.#failed = true;
  }
}

/** A string that is a number is one: loggers round before they print. */
const stringOf = (text: string): string | number => {
  const number = numberAt(text, 0);
  return number?.end === text.length ? number.value : text;
};
