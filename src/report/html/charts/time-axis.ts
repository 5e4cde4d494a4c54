/** One time axis for pictures and scores where both count the same thing. */
import type { Analysis, Checkpoint, ScoreAnalysis } from "../../../analysis/analysis.ts";

export interface TimeAxis {
  /** Of a checkpoint: its step, or its place where not every checkpoint has a step. */
  at: (index: number) => number;
  /** What the checkpoints' axis counts. */
  name: string;
  /** Of the checkpoints' charts. */
  domain: [number, number];
  /** Of the scores' charts; the same as `domain` where one axis fits both. */
  scores: [number, number] | null;
  /** Why the two can not stand on one axis, null when they do or when there is only one. */
  apart: string | null;
}

/** Axes whose ends differ more count different things: a log of iterations beside pictures of epochs. */
const SAME_LENGTH = 2;

export const timeAxis = ({ checkpoints, scores }: Analysis): TimeAxis => {
  const bySteps = checkpoints.length > 0 && checkpoints.every(({ step }) => step !== null);
  const at = (index: number) => (bySteps ? checkpoints[index]!.step! : index);
  const pictures = range(checkpoints.map((_: Checkpoint, index) => at(index)));
  const log = scores ? range(scores.steps) : null;
  const name = bySteps ? unitOf(checkpoints) : "checkpoint";
  if (!pictures || !log) {
    const domain = pictures ?? log ?? [0, 1];
    return { at, name: pictures ? name : (scores?.stepName ?? name), domain, scores: log, apart: null };
  }
  const aligned = alignedSteps(scores!, log);
  if (aligned) {
    const domain = range([...aligned, ...log])!;
    return { at: (index) => aligned[index]!, name: scores!.stepName, domain, scores: domain, apart: null };
  }
  const together =
    countTheSame(checkpoints, scores!, log) &&
    bySteps &&
    pictures[1] > 0 &&
    log[1] > 0 &&
    ratio(pictures[1], log[1]) <= SAME_LENGTH;
  if (together) {
    const domain = range([...pictures, ...log])!;
    return { at, name: scores!.stepName, domain, scores: domain, apart: null };
  }
  const ends = bySteps ? `the pictures end at ${name} ${pictures[1]}` : "not every checkpoint has a step";
  return {
    at,
    name,
    domain: pictures,
    scores: log,
    apart: `Not on one axis: the log ends at ${scores!.stepName} ${log[1]}, ${ends}.`,
  };
};

/** "epoch" where every label reads "epoch 10". */
const unitOf = (checkpoints: readonly Checkpoint[]): string => {
  const words = new Set(checkpoints.map(({ label }) => /^([a-z]+) \d+$/.exec(label)?.[1] ?? "step"));
  return words.size === 1 ? [...words][0]! : "step";
};

/** Where every checkpoint has a step of the log, and they do not all lie in one corner of it. */
const alignedSteps = ({ alignment }: ScoreAnalysis, log: [number, number]): number[] | null => {
  const known = alignment?.steps.filter((step) => step !== null) ?? [];
  if (!alignment || known.length === 0 || known.length < alignment.steps.length) return null;
  const [, last] = range(known)!;
  return last > 0 && log[1] > 0 && ratio(last, log[1]) <= SAME_LENGTH ? known : null;
};

/** Shares of the log's length by which an aligned step may differ from the picture's own. */
const SLACK = 0.05;

/** Nothing says that the log and the pictures count different things; pictures may go on where the log has ended. */
const countTheSame = (
  checkpoints: readonly Checkpoint[],
  { alignment }: ScoreAnalysis,
  [, end]: [number, number],
): boolean => {
  const pairs = checkpoints.flatMap(({ step }, index) => {
    const aligned = alignment?.steps[index];
    return step === null || aligned === null || aligned === undefined ? [] : [Math.abs(step - aligned)];
  });
  return !alignment || (pairs.length > 0 && pairs.every((difference) => difference <= SLACK * end));
};

const ratio = (a: number, b: number): number => Math.max(a, b) / Math.min(a, b);

const range = (values: readonly number[]): [number, number] | null => {
  if (values.length === 0) return null;
  let low = values[0]!;
  let high = values[0]!;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return low === high ? [low - 1, high + 1] : [low, high];
};
