/**
 * Any other text with named numbers: `Epoch 8,	Generator loss 2.88,	Discriminator loss: 0.50`, `step=100 d_loss=0.69 g_loss=0.71`,
 * Keras progress bars. Only names that are known (columns.ts) are read.
 */
import { ALIASES, normalName, type Quantity } from "../table/columns.ts";
import { numberAt } from "../table/number-notation.ts";
import { rowPerLine, type TextFormat } from "./format.ts";

/** Single letters mean too much in free text. */
const KNOWN = new Map<string, Quantity>(
  (Object.entries(ALIASES) as [Quantity, readonly string[]][]).flatMap(([quantity, names]) =>
    names.filter((name) => normalName(name).length > 1).map((name) => [normalName(name), quantity] as const),
  ),
);
const COUNTS: ReadonlySet<Quantity> = new Set(["step", "epoch", "batch"]);
const LONGEST_NAME = 4;
const LONGEST_LINE = 10_000;

export const namedValues: TextFormat = {
  name: "text with named values",
  // One sentence of prose is no log.
  fewestLines: 2,
  open() {
    let context: [string, number][] = [];
    return rowPerLine((text) => {
      const found = text.length > LONGEST_LINE ? [] : pairsOf(text);
      const quantities = found.filter(({ quantity }) => !COUNTS.has(quantity));
      const counts = found
        .filter(({ quantity }) => COUNTS.has(quantity))
        .map(({ name, value }): [string, number] => [name, value]);
      if (counts.length > 0) context = counts;
      if (quantities.length === 0) return null;
      return { beside: context, quantities: quantities.map(({ name, value }) => [name, value]) };
    });
  },
};

interface Pair {
  name: string;
  quantity: Quantity;
  value: number;
}

/** Numbers with the longest known name of up to four words before them. */
const pairsOf = (text: string): Pair[] => {
  const pairs: Pair[] = [];
  let from = 0;
  for (const { index } of text.matchAll(/(?<![\w.])[-+]?(?:\d|\.\d|nan\b|inf\b)/gi)) {
    if (index < from) continue;
    const number = numberAt(text, index);
    const before = text.slice(Math.max(from, index - 80), index);
    if (!number) continue;
    from = number.end;
    const words = before
      .replace(/[\s:=[]*(?:tensor\()?$/, "")
      .split(/[\s,;|]+/)
      .filter((word) => word !== "");
    for (let count = Math.min(LONGEST_NAME, words.length); count > 0; count--) {
      const name = words
        .slice(-count)
        .join(" ")
        .replace(/^[[({<>*-]+/, "");
      const quantity = KNOWN.get(normalName(name));
      if (!quantity) continue;
      if (!pairs.some((pair) => pair.name === name)) pairs.push({ name, quantity, value: number.value });
      break;
    }
  }
  return pairs;
};
