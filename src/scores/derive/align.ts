/** Brings the steps of a log and the steps of pictures together. */

import type { ScoreAlignment } from "../../analysis/analysis.ts";
import { greatest, least } from "../../kit/stats.ts";
import type { ScoreLog } from "../score-log.ts";

export interface NamedCheckpoint {
  step: number | null;
  /** "epoch 10", "kimg 200", "step 1200": the word says what is counted. */
  label: string;
}

const PER_KIMG = 1000;
/** A picture counts iterations within its epoch. */
const IN_EPOCH = /^epoch \d+, /;

/**
 * Finds the step of the log that stands for every checkpoint: the nearest one, at most half an interval of the log away.
 * Where the counts differ, they are converted as the log says; where nothing says how, they are taken for the same and the
 * words say so.
 */
export const alignScores = (log: ScoreLog, checkpoints: readonly NamedCheckpoint[]): ScoreAlignment => {
  const { basis, positions } = mapping(log, checkpoints);
  const reach = halfInterval(positions.map(({ at }) => at));
  const steps = checkpoints.map(({ step }) => {
    if (step === null) return null;
    const found = nearest(positions, step);
    return found && Math.abs(found.at - step) <= reach ? found.step : null;
  });
  return { basis, steps, unmatched: steps.filter((step) => step === null).length };
};

interface Position {
  /** In the count of the pictures. */
  at: number;
  /** In the count of the log. */
  step: number;
}

const mapping = (
  { stepName, steps, epochs }: ScoreLog,
  checkpoints: readonly NamedCheckpoint[],
): { basis: string; positions: Position[] } => {
  const unit = unitOf(checkpoints);
  const same = steps.map((step) => ({ at: step, step }));
  if (unit === null)
    return { basis: "The pictures carry no step, so they can not be placed in the log.", positions: [] };
  if (unit === "epoch" && epochs && stepName !== "epoch") {
    const shift = epochShift(epochs, checkpoints);
    return {
      basis:
        shift === 0
          ? `The epoch of a picture is the epoch of the log; the last ${stepName} of it counts.`
          : `The epoch of a picture is the log's epoch plus ${shift}, since the log counts from ${epochs[0]}; the last ${stepName} of it counts.`,
      positions: lastOfEpochs(epochs, steps).map(({ at, step }) => ({ at: at + shift, step })),
    };
  }
  if (isIteration(unit) && epochs && countsEpochs(epochs, steps, checkpoints))
    return {
      basis: `The numbers of the pictures end where the epochs of the log end, so they are taken for epochs; the last ${stepName} of an epoch counts.`,
      positions: lastOfEpochs(epochs, steps),
    };
  if (isIteration(unit) && isIteration(stepName) && checkpoints.some(({ label }) => IN_EPOCH.test(label)))
    return {
      basis: `The pictures count within epochs, which are taken to be as long as their counts reach; so they become the log's ${stepName}s.`,
      positions: same,
    };
  if (unit === stepName || (isIteration(unit) && isIteration(stepName)))
    return { basis: `Pictures and log both count in ${stepName}s.`, positions: same };
  if (unit === "kimg" && stepName === "images")
    return {
      basis: "The log counts images and the pictures thousands of images (kimg).",
      positions: steps.map((step) => ({ at: step / PER_KIMG, step })),
    };
  if (unit === "images" && stepName === "kimg")
    return {
      basis: "The log counts thousands of images (kimg) and the pictures images.",
      positions: steps.map((step) => ({ at: step * PER_KIMG, step })),
    };
  const perEpoch = unit === "epoch" && isIteration(stepName) ? iterationsPerEpoch(steps, checkpoints) : null;
  if (perEpoch !== null)
    return {
      basis: `The log holds ${steps.length} ${stepName}s and the pictures end at epoch ${steps.length / perEpoch}, so an epoch is taken for ${perEpoch} ${stepName}s.`,
      positions: steps.map((step, row) => ({ at: (row + 1) / perEpoch, step })),
    };
  return {
    basis: `The pictures count in ${unit}s and the log in ${stepName}s; nothing says how one becomes the other, so they are taken for the same.`,
    positions: same,
  };
};

/** What most of the checkpoints count. */
const unitOf = (checkpoints: readonly NamedCheckpoint[]): string | null => {
  const counts = new Map<string, number>();
  for (const { step, label } of checkpoints) {
    if (step === null) continue;
    const unit = IN_EPOCH.test(label)
      ? "iteration"
      : (/^(epoch|iteration|kimg|step|images) /.exec(label)?.[1] ?? "step");
    counts.set(unit, (counts.get(unit) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? null;
};

const isIteration = (unit: string): boolean => unit === "step" || unit === "iteration";

/** Fewer iterations in an epoch than this would let any two lengths divide evenly. */
const FEWEST_PER_EPOCH = 10;

/** A log of every iteration, whose rows are a whole multiple of the last picture's epoch; null otherwise. */
const iterationsPerEpoch = (steps: readonly number[], checkpoints: readonly NamedCheckpoint[]): number | null => {
  const epochs = greatest(checkpoints.map(({ step }) => step ?? 0));
  const everyIteration = steps.at(-1)! - steps[0]! === steps.length - 1;
  const perEpoch = epochs > 0 ? steps.length / epochs : 0;
  return everyIteration && Number.isInteger(perEpoch) && perEpoch >= FEWEST_PER_EPOCH ? perEpoch : null;
};

/** 1 when the pictures count epochs from 1 and the log from 0. */
const epochShift = (epochs: readonly number[], checkpoints: readonly NamedCheckpoint[]): number => {
  const steps = checkpoints.flatMap(({ step }) => step ?? []);
  const lowest = epochs.reduce((least, epoch) => Math.min(least, epoch), Number.POSITIVE_INFINITY);
  const highest = epochs.reduce((most, epoch) => Math.max(most, epoch), Number.NEGATIVE_INFINITY);
  return lowest === 0 && least(steps) >= 1 && greatest(steps) === highest + 1 ? 1 : 0;
};

/** Mere numbers that end with the log's epochs, far below its iterations. */
const countsEpochs = (
  epochs: readonly number[],
  steps: readonly number[],
  checkpoints: readonly NamedCheckpoint[],
): boolean => {
  const last = greatest(checkpoints.map(({ step }) => step ?? 0));
  const lastEpoch = epochs.at(-1)!;
  return Math.abs(last - lastEpoch) <= 1 && steps.at(-1)! >= 10 * Math.max(1, lastEpoch);
};

const lastOfEpochs = (epochs: readonly number[], steps: readonly number[]): Position[] => {
  const last = new Map(epochs.map((epoch, row) => [epoch, steps[row]!]));
  return [...last].map(([at, step]) => ({ at, step })).sort((a, b) => a.at - b.at);
};

/** Half of the median distance of neighbours; one step of the log when there is only one. */
const halfInterval = (positions: readonly number[]): number => {
  const distances = positions
    .slice(1)
    .map((at, index) => at - positions[index]!)
    .sort((a, b) => a - b);
  return (distances[Math.floor(distances.length / 2)] ?? 1) / 2;
};

/** Binary search; the positions ascend. */
const nearest = (positions: readonly Position[], at: number): Position | undefined => {
  let low = 0;
  let high = positions.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (positions[middle]!.at < at) low = middle + 1;
    else high = middle;
  }
  const [before, behind] = [positions[low - 1], positions[low]];
  if (!before || !behind) return before ?? behind;
  return at - before.at <= behind.at - at ? before : behind;
};
