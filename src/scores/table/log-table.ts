/** What every reader makes of a log: named columns of numbers, before anything is derived from them. */
import type { MetricSeries } from "../../analysis/analysis.ts";
import type { Quantity } from "./columns.ts";
import type { LossKind, Reduction } from "./loss-kind.ts";

export interface LogColumn {
  name: string;
  /** One per row. NaN and infinities stand as logged; null where the row has no such number. */
  values: (number | null)[];
}

export interface LogTable {
  /** Path as given. */
  source: string;
  /** Name of the format, in words. */
  format: string;
  columns: LogColumn[];
  rows: number;
  /** Lines (or records) of the source: used, looked like data but could not be used, and anything else. */
  lines: { read: number; refused: number; other: number };
  /** The quantity of a column, where the format knows better than the name. */
  roles: Partial<Record<Quantity, string>>;
  hints: LogHints;
  metrics: MetricSeries[];
  warnings: string[];
  /** Seconds since 1970 of the first record, where the source says; orders the files of one run. */
  startedAt?: number;
}

/** What the format or the text of a log says about its losses and counts, each with the reason in words. */
export interface LogHints {
  loss?: { kind: LossKind; why: string };
  /** So the programs that print this format train as a rule; the log itself does not say it. */
  lossIsHabit?: boolean;
  dLoss?: { reduction: Reduction; why: string };
  /** Why totals can not be read, although the kind of loss is known. */
  refuseTotals?: string;
  /** The line does not reveal the loss: it counts as cross-entropy only where it starts like one. */
  lossUnstated?: boolean;
  /** Printed probabilities are sigmoids of a critic's logits whatever the loss is. */
  sigmoidOfAnyLoss?: boolean;
  /** Batches of one epoch. */
  perEpoch?: number;
  /** Number of the first epoch. */
  firstEpoch?: 0 | 1;
  /** Images per step of the log, where the log says it. */
  imagesPerStep?: number;
}

export const emptyTable = (source: string, format: string): LogTable => ({
  source,
  format,
  columns: [],
  rows: 0,
  lines: { read: 0, refused: 0, other: 0 },
  roles: {},
  hints: {},
  metrics: [],
  warnings: [],
});

/** Rows above this are thinned out: every second one stays, and every one with a number that broke. */
const MOST_ROWS = 2 ** 19;
/** Columns above this are not kept: no log of a training run has as many. */
const MOST_COLUMNS = 2000;
/** Cells above this are not kept: gaps take room too. */
const MOST_CELLS = 2 ** 25;

/** Collects rows whose columns may come and go. Holds at most 524,288 rows, whatever the length of the log. */
export class TableBuilder {
  readonly #columns = new Map<string, (number | null)[]>();
  #rows = 0;
  #stride = 1;
  #skip = 0;
  #leftOut = false;

  /** A row of a value per name; null and missing values are gaps. Rows without any number are not kept. */
  add(row: readonly (readonly [name: string, value: number | null])[]): void {
    this.addCells(
      row.map(([name]) => name),
      row.map(([, value]) => value),
    );
  }

  /** As `add`, names and values apart; a cell without a name is left out. */
  addCells(names: readonly string[], values: readonly (number | null)[]): void {
    if (values.every((value, index) => value === null || names[index] === "")) return;
    if (this.#skip > 0 && values.every((value) => value === null || Number.isFinite(value))) {
      this.#skip--;
      return;
    }
    this.#skip = this.#stride - 1;
    for (let index = 0; index < values.length; index++) {
      const value = values[index]!;
      const name = names[index]!;
      if (value === null || name === "") continue;
      const column = this.#columns.get(name) ?? this.#open(name);
      if (!column) continue;
      while (column.length < this.#rows) column.push(null);
      column[this.#rows] = value;
    }
    if (++this.#rows >= MOST_ROWS || this.#rows * this.#columns.size > MOST_CELLS) this.#thin();
  }

  finish(): Pick<LogTable, "columns" | "rows" | "warnings"> {
    for (const values of this.#columns.values()) while (values.length < this.#rows) values.push(null);
    return {
      columns: [...this.#columns].map(([name, values]) => ({ name, values })),
      rows: this.#rows,
      warnings: [
        ...(this.#stride > 1
          ? [
              `The log is long: about one of ${this.#stride} rows was kept, and every row with a number that broke (up to ${MOST_ROWS} rows).`,
            ]
          : []),
        ...(this.#leftOut
          ? [
              `The log has too many columns (more than ${MOST_COLUMNS}, or more than its length allows); the rest was left out.`,
            ]
          : []),
      ],
    };
  }

  #open(name: string): (number | null)[] | null {
    if (this.#columns.size >= MOST_COLUMNS || (this.#columns.size + 1) * this.#rows > MOST_CELLS) {
      this.#leftOut = true;
      return null;
    }
    const column: (number | null)[] = [];
    this.#columns.set(name, column);
    return column;
  }

  #thin(): void {
    const isBroken = new Uint8Array(this.#rows);
    for (const values of this.#columns.values())
      values.forEach((value, row) => {
        if (value !== null && !Number.isFinite(value)) isBroken[row] = 1;
      });
    // A log that is broken nearly everywhere is told by half of it as well.
    const keepBroken = isBroken.reduce((sum, flag) => sum + flag, 0) < this.#rows / 4;
    const kept: number[] = [];
    for (let row = 0; row < this.#rows; row++) if (row % 2 === 0 || (keepBroken && isBroken[row])) kept.push(row);
    // Columns that have ended stay short until the table is finished.
    for (const [name, values] of this.#columns) {
      const left: (number | null)[] = [];
      for (const row of kept) {
        if (row >= values.length) break;
        left.push(values[row]!);
      }
      this.#columns.set(name, left);
    }
    this.#rows = kept.length;
    this.#stride *= 2;
  }
}
