/**
 * Records of one number each, as trackers keep them: which metric, at which step, which value. They come in any order and are brought
 * together by their steps.
 */
import { type LogTable, TableBuilder } from "./log-table.ts";
import { parseCell } from "./number-cell.ts";

export interface TidyRecord {
  name: string;
  value: number;
  /** null where the records of a metric follow each other without one. */
  step: number | null;
  epoch: number | null;
}

const NAME = /^(?:metric[_ ]?(?:name|key)?|name|key|tag|variable|series|label)$/i;
const VALUE = /^(?:(?:metric[_ ]?)?value|val|y|scalar)$/i;
const STEP = /^(?:(?:global[_ ]?)?step|iteration|iter|x|index)$/i;
const EPOCH = /^epoch$/i;
/** What may stand beside: when, and of which run. */
const BESIDE =
  /^(?:(?:wall|relative|create[d]?)?[_ ]?time(?:[_ ]?stamp)?|date|run(?:[_ ]?(?:id|uuid|name))?|is_?nan|context|type|dtype|offset|num)?$/i;

/** Cells that are kept, of all metrics. */
const MOST_CELLS = 4_000_000;

/** Positions of the columns where a header names records of one number each; null where it does not. */
export const tidyColumns = (
  header: readonly string[],
): { name: number; value: number; step: number; epoch: number } | null => {
  const place = (pattern: RegExp) => header.findIndex((cell) => pattern.test(cell.trim()));
  const columns = { name: place(NAME), value: place(VALUE), step: place(STEP), epoch: place(EPOCH) };
  const isOther = (cell: string) => ![NAME, VALUE, STEP, EPOCH, BESIDE].some((pattern) => pattern.test(cell.trim()));
  return columns.name === -1 || columns.value === -1 || header.some(isOther) ? null : columns;
};

/** The record of an object of JSON, also inside of a message; null where it is no such thing. */
export const tidyRecord = (object: unknown): TidyRecord | null => {
  const entries = scalarsOf(object, 0);
  const find = (pattern: RegExp) => entries.find(([key]) => pattern.test(key))?.[1];
  const [name, value] = [entries.find(([key, inner]) => NAME.test(key) && typeof inner === "string")?.[1], find(VALUE)];
  const others = entries.some(
    ([key, inner]) => typeof inner === "number" && ![VALUE, STEP, EPOCH, BESIDE].some((pattern) => pattern.test(key)),
  );
  const number = numberOf(value);
  if (typeof name !== "string" || number === null || others) return null;
  return { name, value: number, step: numberOf(find(STEP)), epoch: numberOf(find(EPOCH)) };
};

const numberOf = (value: unknown): number | null =>
  typeof value === "number" ? value : typeof value === "string" ? parseCell(value) : null;

const scalarsOf = (value: unknown, depth: number): [key: string, value: unknown][] => {
  if (typeof value !== "object" || value === null || Array.isArray(value) || depth > 3) return [];
  const entries = Object.entries(value);
  // Such records are small.
  if (entries.length > 30) return [];
  return entries.flatMap(([key, inner]): [string, unknown][] =>
    typeof inner === "object" ? scalarsOf(inner, depth + 1) : [[key, inner]],
  );
};

export class TidyTable {
  readonly #rows = new Map<number, Map<string, number>>();
  readonly #next = new Map<string, number>();
  #stepName: "step" | "epoch" | null = null;
  #cells = 0;
  #leftOut = 0;

  add({ name, value, step, epoch }: TidyRecord): void {
    if (++this.#cells > MOST_CELLS) {
      this.#leftOut++;
      return;
    }
    this.#stepName ??= step !== null ? "step" : epoch !== null ? "epoch" : null;
    const at = step ?? epoch ?? this.#next.get(name) ?? 0;
    this.#next.set(name, at + 1);
    const row = this.#rows.get(at) ?? new Map<string, number>();
    this.#rows.set(at, row);
    if (step !== null && epoch !== null) row.set("epoch", epoch);
    row.set(name, value);
  }

  finish(): Pick<LogTable, "columns" | "rows" | "warnings" | "roles"> {
    const table = new TableBuilder();
    const name = this.#stepName;
    for (const step of [...this.#rows.keys()].sort((a, b) => a - b))
      table.add([...(name ? [[name, step] as const] : []), ...this.#rows.get(step)!]);
    const built = table.finish();
    return {
      ...built,
      roles: name ? { [name]: name } : {},
      warnings: [
        ...built.warnings,
        ...(this.#leftOut > 0 ? [`${this.#leftOut} numbers behind the first ${MOST_CELLS} were left out.`] : []),
      ],
    };
  }
}
