/** One time axis for pictures and scores where both count the same thing. */
import type { Analysis, Checkpoint, ScoreAnalysis } from "../../../analysis/analysis.ts";
import { number, plain } from "../../words.ts";
import type { Domain, Frame, PlotOptions } from "./chart.ts";

export interface TimeAxis {
  /** Of a checkpoint: its step, or its place where not every checkpoint has a step. */
  at: (index: number) => number;
  /** What the checkpoints' axis counts. */
  name: string;
  /** Of the checkpoints' charts. */
  domain: Domain;
  /** Of the scores' charts; the same as `domain` where one axis fits both. */
  scores: Domain | null;
  /** Why the two can not stand on one axis, null when they do or when there is only one. */
  apart: string | null;
  /** Charts with the same id stand on the same axis. */
  id: { pictures: string; scores: string };
}

const ONE = { pictures: "steps", scores: "steps" };
const TWO = { pictures: "pictures", scores: "log" };

/** Axes whose ends differ more count different things: a log of iterations beside pictures of epochs. */
const SAME_LENGTH = 2;

export const timeAxis = ({ checkpoints, scores }: Analysis): TimeAxis => {
  const bySteps = checkpoints.length > 0 && checkpoints.every(({ step }) => step !== null);
  const at = (index: number) => (bySteps ? checkpoints[index]!.step! : index);
  const name = bySteps ? unitOf(checkpoints) : "checkpoint";
  const pictures = range(checkpoints.map((_, index) => at(index)));
  const log = scores ? range(scores.steps) : null;
  if (!pictures || !scores || !log) {
    const counted = pictures ? name : (scores?.stepName ?? name);
    return { at, name: counted, domain: pictures ?? log ?? [0, 1], scores: log, apart: null, id: ONE };
  }
  const together = (steps: readonly number[], place: TimeAxis["at"]): TimeAxis => {
    const domain = range([...steps, ...log])!;
    return { at: place, name: scores.stepName, domain, scores: domain, apart: null, id: ONE };
  };
  const aligned = alignedSteps(scores, log);
  if (aligned) return together(aligned, (index) => aligned[index]!);
  if (bySteps && countTheSame(checkpoints, scores, log) && sameLength(pictures[1], log[1]))
    return together(pictures, at);
  const ends = bySteps ? `the pictures end at ${name} ${pictures[1]}` : "not every checkpoint has a step";
  const apart = `Not on one axis: the log ends at ${scores.stepName} ${log[1]}, ${ends}.`;
  return { at, name, domain: pictures, scores: log, apart, id: TWO };
};

/** "epoch" where every label reads "epoch 10". */
const unitOf = (checkpoints: readonly Checkpoint[]): string => {
  const words = new Set(checkpoints.map(({ label }) => /^([a-z]+) \d+$/.exec(label)?.[1] ?? "step"));
  return words.size === 1 ? [...words][0]! : "step";
};

/** Where every checkpoint has a step of the log, and they do not all lie in one corner of it. */
const alignedSteps = ({ alignment }: ScoreAnalysis, [, end]: Domain): number[] | null => {
  const known = alignment?.steps.filter((step) => step !== null) ?? [];
  const last = range(known)?.[1];
  return last !== undefined && known.length === alignment?.steps.length && sameLength(last, end) ? known : null;
};

/** Shares of the log's length by which an aligned step may differ from the picture's own. */
const SLACK = 0.05;

/** Nothing says that the log and the pictures count different things; pictures may go on where the log has ended. */
const countTheSame = (checkpoints: readonly Checkpoint[], { alignment }: ScoreAnalysis, [, end]: Domain): boolean => {
  if (!alignment) return true;
  const differences = checkpoints.flatMap(({ step }, index) => {
    const aligned = alignment.steps[index] ?? null;
    return step === null || aligned === null ? [] : [Math.abs(step - aligned)];
  });
  return differences.length > 0 && differences.every((difference) => difference <= SLACK * end);
};

const sameLength = (a: number, b: number): boolean => a > 0 && b > 0 && Math.max(a, b) / Math.min(a, b) <= SAME_LENGTH;

/** One value alone gets some room on both sides. */
export const range = (values: readonly number[]): Domain | null => {
  if (values.length === 0) return null;
  const low = values.reduce((least, value) => Math.min(least, value));
  const high = values.reduce((most, value) => Math.max(most, value));
  return low === high ? [low - 1, high + 1] : [low, high];
};

/** Pixels under the axis: beside the ticks, where the names of the lines leave room. */
const LABEL = 17;

/** The same ticks on every chart with this domain. */
export const timeTicks = (name: string, domain: Domain, { ticks }: Frame): NonNullable<PlotOptions["x"]> => ({
  ...(ticks === 0 ? { axis: null } : { label: plain(name), labelOffset: LABEL }),
  domain,
  ticks,
  tickFormat: stepText,
});

/** "2400", "20k"; steps are whole, so that a part of one is no tick. */
const stepText = (value: number): string => {
  if (!Number.isInteger(value)) return "";
  if (Math.abs(value) >= 1e6) return `${number(value / 1e6)}M`;
  return Math.abs(value) >= 1e4 ? `${number(value / 1e3)}k` : `${value}`;
};
