/** Puts records together that a log spreads over several lines: a record ends where one of its names comes again. */
import { type LogTable, TableBuilder } from "./log-table.ts";

/** The column of counts without a name. */
export const COUNTER = "counter";

export interface RecordCount {
  name: string;
  value: number;
  /** What a counter runs up to; null where it does not say. */
  of?: number | null;
}

export interface RecordCell {
  name: string;
  value: number | null;
  /** Names that are not known may come several times in a record. */
  isKnown: boolean;
}

const MOST_EARLY = 1000;

export class RecordTable {
  readonly #table = new TableBuilder();
  /** Counts hold until they are told anew. */
  readonly #counts = new Map<string, number>();
  /** Whether a count stands above the numbers it belongs to. */
  readonly #leading = new Map<string, boolean>();
  /** What every count runs up to; two are kept, to see that it changes. */
  readonly #totals = new Map<string, Set<number | null>>();
  #cells = new Map<string, RecordCell>();
  /** Whether the record has a known name so far. */
  #hasKnown = false;
  #isKnown = false;
  /** How often a count was told. */
  readonly #told = new Map<string, number>();
  /** Rows of unknown names above the first known one: settings. */
  #early: (readonly [name: string, value: number | null])[][] = [];

  /** What one line says. */
  add(counts: readonly RecordCount[], cells: readonly RecordCell[]): void {
    const leading = counts.filter(({ name }) => this.#isLeading(name, cells));
    const isNext = leading.some(({ name, value }) => this.#counts.get(name) !== value);
    if (isNext || cells.some((cell) => this.#repeats(cell))) this.#close();
    for (const { name, value, of } of counts) {
      this.#counts.set(name, value);
      this.#told.set(name, (this.#told.get(name) ?? 0) + 1);
      const totals = this.#totals.get(name) ?? new Set();
      if (totals.size < 2) this.#totals.set(name, totals.add(of ?? null));
    }
    for (const cell of cells) {
      this.#cells.set(cell.name, cell);
      this.#hasKnown ||= cell.isKnown;
    }
    if (counts.length > 0 && cells.length === 0 && leading.length === 0) this.#close();
  }

  finish(): Pick<LogTable, "columns" | "rows" | "warnings" | "roles" | "hints"> {
    this.#close();
    this.#takeEarly();
    const built = this.#table.finish();
    // A setting: it does not count the rows.
    const isSetting = (name: string) => built.rows > 1 && this.#told.get(name) === 1;
    const counts = [...this.#told.keys()].filter((name) => !isSetting(name));
    const [step, ...others] = counts.filter((name) => !/^ep(?:och|$)/.test(name));
    const isStep = step === COUNTER && others.length === 0;
    const totals = step === undefined || others.length > 0 ? [] : [...this.#totals.get(step)!];
    const total = totals.length === 1 ? totals[0]! : null;
    return {
      ...built,
      columns: built.columns.filter(({ name }) => !isSetting(name)),
      roles: isStep ? { step: COUNTER } : {},
      hints: total === null ? {} : { perEpoch: total },
    };
  }

  /** A count that is first told below the numbers of a record belongs to these. */
  #isLeading(name: string, cells: readonly RecordCell[]): boolean {
    const known = this.#leading.get(name) ?? (cells.length > 0 || this.#cells.size === 0);
    this.#leading.set(name, known);
    return known;
  }

  #repeats({ name, isKnown }: RecordCell): boolean {
    return this.#cells.has(name) && (isKnown || !this.#hasKnown);
  }

  #close(): void {
    const cells = [...this.#cells.values()];
    const row = [...this.#counts, ...cells.map(({ name, value }) => [name, value] as const)];
    const hasKnown = this.#hasKnown;
    this.#cells = new Map();
    this.#hasKnown = false;
    if (cells.length === 0) return;
    if (hasKnown) {
      this.#early = [];
      this.#isKnown = true;
    } else if (!this.#isKnown && this.#early.length < MOST_EARLY) {
      this.#early.push(row);
      return;
    }
    this.#takeEarly();
    this.#table.add(row);
  }

  #takeEarly(): void {
    for (const row of this.#early) this.#table.add(row);
    this.#early = [];
  }
}
