/** What is new about a run since it was judged last. */
import type { Analysis, Checkpoint } from "../analysis/analysis.ts";

export interface News {
  run: Analysis;
  /** Checkpoints that were not there before, by their place; all of them at the first judgement. */
  fresh: number[];
  /** The run was judged for the first time: what it holds is no news of the training. */
  isFirst: boolean;
  /** Checkpoints are gone and the steps begin again: another training writes into the same folder. */
  beganAnew: boolean;
  /** The state is another than before; of a first judgement, it asks for attention. */
  hasChanged: boolean;
  /** It reached the level of failure, and was below it before. */
  isAlarm: boolean;
}

interface Known {
  checkpoints: Set<string>;
  lastStep: number | null;
  state: string;
  isFailing: boolean;
}

export class Course {
  readonly #runs = new Map<string, Known>();

  /** Takes a judgement of the run, and says what is new about it. */
  take(run: Analysis): News {
    const name = run.name ?? "";
    const before = this.#runs.get(name);
    const keys = run.checkpoints.map(keyOf);
    const steps = run.checkpoints.flatMap(({ step }) => step ?? []);
    const lastStep = steps.at(-1) ?? null;
    const now: Known = {
      checkpoints: new Set(keys),
      lastStep,
      state: stateOf(run),
      isFailing: run.verdict.exitCode === 1,
    };
    this.#runs.set(name, now);
    const beganAnew = before !== undefined && isAnotherRun(before, now);
    const known = beganAnew ? undefined : before;
    return {
      run,
      fresh: [...keys.keys()].filter((index) => !known?.checkpoints.has(keys[index]!)),
      isFirst: before === undefined,
      beganAnew,
      hasChanged: known ? known.state !== now.state : run.verdict.status !== "healthy",
      isAlarm: now.isFailing && !known?.isFailing,
    };
  }
}

const keyOf = ({ label, step }: Checkpoint): string => `${step} ${label}`;

/** The state that leads: others that join it are told with the checkpoint, and are no news by themselves. */
const stateOf = ({ verdict: { status, statuses } }: Analysis): string =>
  status === "warning" ? "warning" : (statuses[0] ?? status);

const isAnotherRun = (before: Known, now: Known): boolean =>
  before.lastStep !== null &&
  now.lastStep !== null &&
  now.lastStep < before.lastStep &&
  [...before.checkpoints].some((key) => !now.checkpoints.has(key));
