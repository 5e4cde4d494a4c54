/** What a log counts. */
import type { Quantity } from "../table/columns.ts";
import type { LogColumn, LogHints } from "../table/log-table.ts";

export interface Steps {
  /** "step", "iteration", "epoch", "kimg", "images", "tick" or "row". */
  stepName: string;
  /** One per row, in the order of the log. */
  steps: number[];
  epochs?: number[];
}

/** The finest count the log has: a step, else epoch and batch together, else the epoch, else the row. */
export const stepsOf = (
  column: (quantity: Quantity) => LogColumn | undefined,
  rows: number,
  { perEpoch: knownPerEpoch, firstEpoch = 0 }: Pick<LogHints, "perEpoch" | "firstEpoch"> = {},
): Steps => {
  const filled = (quantity: Quantity): number[] | undefined => {
    const values = column(quantity)?.values;
    return values?.some((value) => value !== null && Number.isFinite(value)) ? fill(values) : undefined;
  };
  const step = filled("step");
  const epochs = filled("epoch");
  const withEpochs = epochs ? { epochs } : {};
  if (step && !(epochs && restartsWithEpoch(step, epochs)))
    return { stepName: nameOfCount(column("step")!.name), steps: step, ...withEpochs };
  const batches = step ?? filled("batch");
  if (epochs && batches) {
    const most = batches.reduce((largest, value) => Math.max(largest, value), 0);
    const perEpoch = knownPerEpoch !== undefined && knownPerEpoch > most ? knownPerEpoch : most + 1;
    const steps = epochs.map((epoch, row) => (epoch - firstEpoch) * perEpoch + batches[row]!);
    // Absurdly large counts overflow.
    if (steps.every(Number.isFinite)) return { stepName: "iteration", steps, epochs };
  }
  if (epochs && new Set(epochs).size === epochs.length) return { stepName: "epoch", steps: epochs, epochs };
  return { stepName: "row", steps: Array.from({ length: rows }, (_, row) => row), ...withEpochs };
};

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

/** A "step" that falls when the epoch rises counts within the epoch; in a resumed run both fall. */
const restartsWithEpoch = (steps: readonly number[], epochs: readonly number[]): boolean =>
  steps.some((step, row) => row > 0 && step < steps[row - 1]! && epochs[row]! > epochs[row - 1]!);

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
