/** The state of a run that is being trained, of its last Analysis. */
import type { Analysis, Checkpoint, CoursePlace, RunFigures, RunState } from "../../analysis/analysis.ts";
import { exitCodeOfRun } from "../../figures/exit-code.ts";
import { type ScoreName, scoreAt } from "../../figures/score-figures.ts";
import { remediesOf } from "../remedies.ts";
import { onsetOf, verdictTitle } from "../runs.ts";
import { tone } from "../words.ts";

/** What the server knows of a run beside its Analysis. */
export interface RunFacts {
  name: string;
  /** Last step that lies on the disk. */
  received: number | null;
  /** Why it could not be judged, or not again. */
  waiting: string | null;
  /** ISO 8601, UTC. */
  changedAt: string;
}

/** Places of a course at the most. */
const LONGEST_COURSE = 200;

const NOTHING: RunFigures = { modes: null, modesIsBound: false, alike: null, generator: null, discriminator: null };

/** @param analysis the last one; null where the run was never judged */
export const runStateOf = (analysis: Analysis | null, { name, received, waiting, changedAt }: RunFacts): RunState => {
  const known = { name, waiting, received, changedAt };
  if (analysis === null)
    return {
      ...known,
      ...{ status: "waiting", title: "Waiting", sentence: "", since: "", remedy: "" },
      ...{ confidence: null, exitCode: null, shouldStop: false },
      ...{ judged: null, checkpoints: 0, figures: NOTHING, course: [] },
    };
  const { verdict, findings, checkpoints, scores } = analysis;
  const exitCode = exitCodeOfRun(analysis);
  const isBroken = exitCode === 1 && verdict.exitCode !== 1;
  return {
    ...known,
    status: verdict.status,
    title: isBroken ? `${verdictTitle(analysis)}, but an assertion is broken` : verdictTitle(analysis),
    sentence: verdict.sentence,
    since: onsetOf(analysis)?.label ?? "",
    confidence: verdict.confidence,
    remedy: tone(analysis) === "pass" ? "" : (remediesOf(findings)[0] ?? ""),
    exitCode,
    shouldStop: exitCode === 1,
    judged: checkpoints.length > 0 ? checkpoints.at(-1)!.step : (scores?.extent?.to ?? null),
    checkpoints: checkpoints.length,
    figures: figuresAt(analysis, checkpoints.length - 1),
    course: checkpoints.length > 0 ? courseOf(analysis) : courseOfLog(analysis),
  };
};

const figuresAt = (analysis: Analysis, index: number): RunFigures => {
  const checkpoint = analysis.checkpoints[index];
  return {
    ...(checkpoint ? picturesOf(checkpoint) : NOTHING),
    generator: scoreAt(analysis, index, "scoreGenerator")?.value ?? null,
    discriminator: scoreAt(analysis, index, "scoreDiscriminator")?.value ?? null,
  };
};

const picturesOf = ({ metrics, reference }: Checkpoint): Pick<RunFigures, "modes" | "modesIsBound" | "alike"> => {
  const modes = reference?.distinctModes ?? metrics.distinctModes;
  return { modes: modes.value, modesIsBound: modes.high === null, alike: metrics.duplicatePairShare.value };
};

const courseOf = (analysis: Analysis): CoursePlace[] => {
  const { checkpoints, scores } = analysis;
  const state = statesBy(analysis, (index) => ({
    checkpoints: index,
    scores: scores?.alignment?.steps[index] ?? checkpoints[index]!.step,
  }));
  return [...checkpoints.keys()].slice(-LONGEST_COURSE).map((index) => {
    const { modesIsBound: _, ...figures } = figuresAt(analysis, index);
    return { step: checkpoints[index]!.step, label: checkpoints[index]!.label, state: state(index), ...figures };
  });
};

/** A log without pictures has no checkpoints, and a course all the same. */
const courseOfLog = (analysis: Analysis): CoursePlace[] => {
  const { steps, series, stepName } = analysis.scores ?? { steps: [], series: [], stepName: "" };
  const values = (name: ScoreName) => series.find((one) => one.name === name)?.values;
  const [generator, discriminator] = [values("scoreGenerator"), values("scoreDiscriminator")];
  const state = statesBy(analysis, (row) => ({ checkpoints: null, scores: steps[row]! }));
  return [...steps.keys()].slice(-LONGEST_COURSE).map((row) => ({
    ...{ step: steps[row]!, label: `${stepName} ${steps[row]}`, state: state(row), modes: null, alike: null },
    ...{ generator: generator?.[row] ?? null, discriminator: discriminator?.[row] ?? null },
  }));
};

interface Moment {
  /** Place of the checkpoint. */
  checkpoints: number | null;
  /** Step of the log. */
  scores: number | null;
}

/** What still fails or warns, each since its onset. */
const statesBy = (
  { findings, checkpoints }: Analysis,
  momentOf: (place: number) => Moment,
): ((place: number) => CoursePlace["state"]) => {
  const onsets = findings.flatMap(({ status, onset, recovered }) => {
    if ((status !== "fail" && status !== "warn") || onset === null || recovered) return [];
    const place = checkpoints.findIndex(({ label }) => label === onset.label);
    const from = onset.axis === "checkpoints" ? place : onset.step;
    return from === null || from < 0 ? [] : [{ status, axis: onset.axis, from }];
  });
  return (place) => {
    const moment = momentOf(place);
    const begun = onsets.filter(({ axis, from }) => (moment[axis] ?? Number.NEGATIVE_INFINITY) >= from);
    return begun.some(({ status }) => status === "fail") ? "fail" : begun.length > 0 ? "warn" : "pass";
  };
};
