/** What a log counts. */
import type { Quantity } from "../table/columns.ts";
import type { LogColumn, LogHints } from "../table/log-table.ts";

export interface Steps {
  /** "step", "iteration", "epoch", "kimg", "images", "tick" or "row". */
  stepName: string;
  /** One per row, in the order of the log. */
  steps: number[];
  epochs?: number[];
  /** What was found out about the counts, for the user. */
  note?: string;
}

/**
 * The finest count the log has: a step, else the epoch, else the row. Whether a step counts through the run or anew in every epoch is
 * seen from the numbers, whatever it is called.
 */
export const stepsOf = (
  column: (quantity: Quantity) => LogColumn | undefined,
  rows: number,
  { perEpoch, firstEpoch: knownFirst }: Pick<LogHints, "perEpoch" | "firstEpoch"> = {},
): Steps => {
  const filled = (quantity: Quantity): number[] | undefined => {
    const values = column(quantity)?.values;
    return values?.some((value) => value !== null && Number.isFinite(value)) ? fill(values) : undefined;
  };
  const epochs = filled("epoch");
  // A log whose first epoch is 1 counts from there.
  const firstEpoch = knownFirst ?? (epochs?.[0] === 1 ? 1 : 0);
  const step = filled("step");
  const counter = step ?? filled("batch");
  const stepName = step ? nameOfCount(column("step")!.name) : "iteration";
  if (counter && epochs) {
    const restarts = restartsWithEpoch(counter, epochs);
    if (restarts === false || (restarts === null && step)) return { stepName, steps: counter, epochs };
    // A bar that is printed when it is full, or the rank 0 of a process.
    const isNoCount = counter.every((count) => count === (perEpoch ?? 0));
    const steps = isNoCount && isAllDifferent(epochs) ? null : combined(counter, epochs, { perEpoch, firstEpoch });
    if (steps) return { stepName: "iteration", steps, epochs };
  } else if (counter) {
    const passes = passesOf(counter, perEpoch);
    const steps = passes && combined(counter, passes, { perEpoch, firstEpoch: 0 });
    if (steps) return { stepName: "iteration", steps, epochs: passes, note: RESTARTS };
    if (step || counter.every((count, row) => row === 0 || count >= counter[row - 1]!))
      return { stepName, steps: counter };
  }
  if (epochs && isAllDifferent(epochs)) return { stepName: "epoch", steps: epochs, epochs };
  return {
    stepName: "row",
    steps: Array.from({ length: rows }, (_, row) => row),
    ...(epochs ? { epochs } : {}),
  };
};

const RESTARTS =
  "The count starts anew again and again after the same number of steps, so it is taken to count within epochs.";

/** null where the counts are too large to be combined. */
const combined = (
  counter: readonly number[],
  epochs: readonly number[],
  { perEpoch, firstEpoch }: { perEpoch: number | undefined; firstEpoch: number },
): number[] | null => {
  const most = counter.reduce((largest, value) => Math.max(largest, value), 0);
  const startsAtZero = counter.some((value) => value < 1);
  const own = startsAtZero ? most + 1 : most;
  const length = perEpoch !== undefined && perEpoch >= own ? perEpoch : own;
  const steps = epochs.map((epoch, row) => (epoch - firstEpoch) * length + counter[row]!);
  return steps.every(Number.isFinite) ? steps : null;
};

const isAllDifferent = (values: readonly number[]): boolean => new Set(values).size === values.length;

const nameOfCount = (column: string): string => {
  const name = column.toLowerCase();
  if (name.includes("kimg")) return "kimg";
  if (name.includes("nimg")) return "images";
  return name === "tick" ? "tick" : "step";
};

/** Cells without a number repeat the one above. */
const fill = (values: readonly (number | null)[]): number[] => {
  let last = values.find((value) => value !== null && Number.isFinite(value)) ?? 0;
  return values.map((value) => {
    if (value !== null && Number.isFinite(value)) last = value;
    return last;
  });
};

/**
 * A count that falls, or stands, where the epoch rises counts within the epoch; one that does so once in a while is that of a resumed
 * run. null where no epoch rises.
 */
const restartsWithEpoch = (counter: readonly number[], epochs: readonly number[]): boolean | null => {
  let rises = 0;
  let restarts = 0;
  counter.forEach((count, row) => {
    if (row === 0 || epochs[row]! <= epochs[row - 1]!) return;
    rises++;
    if (count <= counter[row - 1]!) restarts++;
  });
  return rises === 0 ? null : restarts * 2 > rises;
};

/** Passes that are seen without any epoch: this many make it no chance, unless the count says where it ends. */
const FEWEST_PASSES = 3;
/** Share of its range by which the ends of passes may differ. */
const SAME_END = 0.05;

/** The pass of every row where a count starts at its first value again and again; null where it does not. */
const passesOf = (counter: readonly number[], perEpoch: number | undefined): number[] | null => {
  const [first = 0] = counter;
  const ends: number[] = [];
  const passes = counter.map((count, row) => {
    const before = counter[row - 1];
    if (before !== undefined && count < before) ends.push(before);
    return ends.length;
  });
  const isStart = (row: number) => passes[row] !== passes[row - 1];
  if (ends.length === 0 || !counter.every((count, row) => row === 0 || !isStart(row) || count === first)) return null;
  const end = perEpoch ?? ends[0]!;
  const isSameEnd = ends.every((last) => Math.abs(last - end) <= SAME_END * Math.max(1, end - first));
  return isSameEnd && (perEpoch !== undefined || ends.length + 1 >= FEWEST_PASSES) ? passes : null;
};

/** The rows of every step, in the order of the log; the steps ascend. */
export const rowsByStep = (steps: readonly number[]): number[][] => {
  const groups = new Map<number, number[]>();
  steps.forEach((step, row) => {
    const rows = groups.get(step);
    if (rows) rows.push(row);
    else groups.set(step, [row]);
  });
  return [...groups].sort(([a], [b]) => a - b).map(([, rows]) => rows);
};
