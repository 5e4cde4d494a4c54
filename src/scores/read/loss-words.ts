/** What a log says in words of the loss it trains with: "Using Hinge Loss", "gan_mode: lsgan", "criterion: BCEWithLogitsLoss()". */
import type { LogTable } from "../table/log-table.ts";
import type { LossKind } from "../table/loss-kind.ts";

type Named = Exclude<LossKind, "signed" | "unstated" | "energy">;

/** Not as a part of a path or of another word. */
const KINDS: readonly [Named, RegExp][] = [
  ["hinge", /(?<![a-z/\\])hinge[\w-]*/i],
  ["wgan", /(?<![a-z/\\])(?:wgan|wasserstein)[\w-]*/i],
  ["lsgan", /(?<![a-z/\\])(?:lsgan|least[\s_-]?squares?)[\w-]*/i],
  ["relativistic", /(?<![a-z/\\])(?:relativistic|ra(?:ls|hinge)?gan)[\w-]*/i],
  ["bce", /(?<![a-z/\\])(?:bce|binary[\s_-]?cross[\s_-]?entropy|non[\s_-]?saturating|vanilla)[\w-]*/i],
];
/** These words have other uses. */
const OF_LOSSES = /loss|criterion|objective|(?:gan|adv|d|g)[\s_-]?(?:mode|type)/i;
const NEGATED_BEFORE = /(?:\bno|\bnot|\bwithout|\bdisabled?)\s+(?:a |the )?$/i;
const NEGATED_BEHIND = /^["']?\s{0,9}[:=]\s{0,9}["']?(?:false|no\b|none|off|0(?:\.0*)?(?![\d.]))/i;
const LONGEST_LINE = 20_000;

export interface LossWords {
  kind: Named;
  /** As the log has it. */
  words: string;
}

/** null where a line names no loss, or several. */
export const lossNamedIn = (line: string): LossWords | null => {
  if (line.length > LONGEST_LINE) return null;
  // pix2pix and its kin print the default behind the choice.
  const text = line.replace(/\[default:[^\]]{0,80}\]/g, "");
  const found = KINDS.flatMap(([kind, pattern]): LossWords[] => {
    const match = pattern.exec(text);
    if (!match || (kind === "bce" && !OF_LOSSES.test(text))) return [];
    const [before, behind] = [text.slice(0, match.index), text.slice(match.index + match[0].length)];
    if (NEGATED_BEFORE.test(before.slice(-20)) || NEGATED_BEHIND.test(behind.slice(0, 30))) return [];
    return [{ kind, words: around(text, match.index, match[0].length) }];
  });
  return found.length === 1 ? found[0]! : null;
};

/** What is no cross-entropy is told first: a log may name a cross-entropy for its classes too. */
export const firstNamed = (known: LossWords | null, next: LossWords | null): LossWords | null =>
  known === null || (known.kind === "bce" && next !== null && next.kind !== "bce") ? next : known;

/** Of the texts that a JSON document keeps under its names: `"gan_mode": "hinge"`. */
export const lossNamedInJson = (text: string): LossWords | null => {
  let named: LossWords | null = null;
  for (const [pair] of text.matchAll(/"[^"\\]{1,60}"\s{0,9}:\s{0,9}"[^"\\]{1,80}"/g))
    named = firstNamed(named, lossNamedIn(pair));
  return named;
};

/** The words of a log outrank what its format is used with as a rule. */
export const withWords = (table: LogTable, named: LossWords | null): LogTable =>
  named && (!table.hints.loss || table.hints.lossIsHabit)
    ? {
        ...table,
        hints: { ...table.hints, loss: { kind: named.kind, why: `the log says ${JSON.stringify(named.words)}` } },
      }
    : table;

const around = (text: string, at: number, length: number): string => {
  const start = Math.max(0, at - 20);
  const cut = text.slice(start, at + length + 10).trim();
  return start > 0 ? cut.replace(/^\S*\s/, "") : cut;
};
