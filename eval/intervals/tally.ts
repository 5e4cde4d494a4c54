/** How often intervals hold a truth, and the rows of the tables in docs/intervals.md. */
import { mean } from "../../src/kit/stats.ts";

export interface Interval {
  value?: number;
  low: number;
  high: number | null;
}

const holds = ({ low, high }: Interval, truth: number): boolean =>
  truth >= low - 1e-9 && (high === null || truth <= high + 1e-9);

/** Intervals of many trials by name. */
export class Tally {
  readonly #found = new Map<string, { interval: Interval; truth: number | null }[]>();

  /** @param truth null for the mean of the estimates over all trials, where nothing is known in closed form */
  add(name: string, interval: Interval, truth: number | null): void {
    const found = this.#found.get(name) ?? [];
    found.push({ interval, truth });
    this.#found.set(name, found);
  }

  /** Names in the order in which they were first added, and the per cent of their intervals that hold the truth. */
  cells(): [name: string, held: string][] {
    return [...this.#found].map(([name, found]) => {
      const centre = mean(found.map(({ interval }) => interval.value ?? Number.NaN));
      const held = found.filter(({ interval, truth }) => holds(interval, truth ?? centre)).length;
      return [name, ((100 * held) / found.length).toFixed(1)];
    });
  }
}

const write = (cells: readonly string[]) => process.stdout.write(`| ${cells.join(" | ")} |\n`);

/** Prints a table row by row, for each takes its time. @param rows label and trials of each row */
export const printTable = (
  first: readonly string[],
  rows: Iterable<readonly [label: readonly string[], tally: Tally]>,
): void => {
  let headed = false;
  for (const [label, tally] of rows) {
    const cells = tally.cells();
    if (!headed) {
      write([...first, ...cells.map(([name]) => name)]);
      write([...first, ...cells].map(() => "---"));
      headed = true;
    }
    write([...label, ...cells.map(([, held]) => held)]);
  }
};
