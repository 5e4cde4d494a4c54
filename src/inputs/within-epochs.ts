/** Steps of names that hold an epoch and a count beside it: `e1_i2000`, `epoch=0-step=100`, `ep001_b0400`. */
import type { NamedStep } from "./file-names.ts";
import type { NameNumber } from "./name-numbers.ts";

export interface EpochAndCount {
  epoch: number;
  count: number;
  /** What the count counts: "iteration", "step", "batch". */
  unit: string;
}

/** Behind an epoch these letters count, elsewhere they may mean anything. */
const SHORT: readonly [pattern: RegExp, unit: string][] = [
  [/(?:^|[^a-z])(?:b|batch|batches|batch_?idx)$/i, "batch"],
  [/(?:^|[^a-z])i$/i, "iteration"],
  [/(?:^|[^a-z])(?:s|gs|global_?step)$/i, "step"],
];

/** The epoch of a name and the count beside it, by their places in it; null where it does not hold both. */
export const epochAndCountIn = (
  numbers: readonly { number: NameNumber; named: NamedStep | null }[],
): EpochAndCount | null => {
  const epoch = numbers.findIndex(({ named }) => named?.unit === "epoch");
  const units = numbers.map((one, place) => unitWithin(one, place > epoch));
  const count = units.findIndex((unit) => unit !== null);
  return epoch === -1 || count === -1 ? null : { epoch, count, unit: units[count]! };
};

const unitWithin = (
  { number: { before }, named }: { number: NameNumber; named: NamedStep | null },
  isBehindEpoch: boolean,
): string | null => {
  if (named?.worded) return isCount(named) ? named.unit : null;
  if (!isBehindEpoch) return null;
  const word = before.replace(/[\s_\-=.:#]+$/, "");
  return SHORT.find(([pattern]) => pattern.test(word))?.[1] ?? null;
};

/** Whether it can count within epochs. */
export const isCount = ({ worded, unit }: NamedStep): boolean => worded && (unit === "iteration" || unit === "step");

/**
 * The step of each: the count itself where it runs through the epochs, else iterations of epochs that are as long as the counts reach.
 * null where the epochs alone are the steps: the count stands still in every one, or is the number of an image.
 */
export const stepsWithinEpochs = (pictures: readonly EpochAndCount[]): NamedStep[] | null => {
  const ordered = [...pictures].sort((a, b) => a.epoch - b.epoch || a.count - b.count);
  const counts = [...new Set(pictures.map(({ count }) => count))].sort((a, b) => a - b);
  const gap = smallestGap(counts);
  if (gap === null || gap === 1 || !pictures.every(isWhole)) return null;
  const next = ordered.slice(1).map((picture, index) => ({ picture, before: ordered[index]! }));
  if (next.every(({ picture, before }) => picture.epoch === before.epoch || picture.count > before.count))
    return pictures.map(({ count, unit }) => ({
      step: count,
      unit: unit === "batch" ? "iteration" : unit,
      worded: true,
    }));
  if (!next.some(({ picture, before }) => picture.epoch === before.epoch && picture.count > before.count)) return null;
  // A count from 0 leaves the last stretch of an epoch open.
  const length = counts.at(-1)! + (counts[0] === 0 ? gap : 0);
  const first = Math.min(ordered[0]!.epoch, 1);
  return pictures.map(({ epoch, count, unit }) => ({
    step: (epoch - first) * length + count,
    unit: "iteration",
    worded: true,
    label: `epoch ${epoch}, ${unit} ${count}`,
  }));
};

const isWhole = ({ epoch, count }: EpochAndCount): boolean => Number.isInteger(epoch) && Number.isInteger(count);

/** null of fewer than two numbers. @param ascending without repeats */
const smallestGap = (ascending: readonly number[]): number | null =>
  ascending
    .slice(1)
    .reduce<number | null>((least, value, index) => Math.min(least ?? value, value - ascending[index]!), null);
