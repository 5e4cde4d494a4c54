/** The common course of the two dominance checks: scores accuse, pictures decide. */

import type { Evidence, Finding, FindingStatus, ScoreStretch } from "../../analysis/analysis.ts";
import { least } from "../../kit/stats.ts";
import type { ScoreLog } from "../../scores/score-log.ts";
import type { Check, PictureState, RunEvidence } from "../check.ts";
import { finding, notApplicable, percent, text } from "../finding-parts.ts";
import { fidHolds } from "./quality-loss.ts";
import { realLabel } from "./real-label.ts";
import { EARLY_SHARE, FEWEST_ROWS, NEVER_RECOVERED_SHARE } from "./score-policy.ts";
import { findStretches, hasNoError, leastOfWinner } from "./score-stretches.ts";
import { cutWindows } from "./score-windows.ts";

export interface DominanceDescription {
  id: string;
  state: Exclude<ScoreStretch["state"], "diverged">;
  /** "The discriminator" or "The generator". */
  winner: string;
  why: string;
  basis: string;
  threshold: number;
  needs: ("scoreGenerator" | "scoreDiscriminator")[];
  /** Said when the state began in the first tenth of the run. */
  earlyNote?: string;
  advice: string[];
}

export const dominanceCheck = (description: DominanceDescription): Check => ({
  id: description.id,
  run: (evidence) => judgeDominance(description, evidence),
});

const judgeDominance = (about: DominanceDescription, { scores, pictures }: RunEvidence): Finding => {
  const all = scores ? findStretches(scores) : [];
  const own = all.filter(({ state }) => state === about.state);
  // Losses alone may show the state where they give no scores.
  const told = own.length > 0 && scores !== null && withoutError(scores).length > 0;
  const reason = told ? "" : reasonNotToJudge(about, scores);
  if (!scores || reason) return notApplicable(about.id, "Not judged", about.why, reason);
  const last = cutWindows(scores).findLast(({ generator }) => generator !== null);
  const measured = {
    id: about.id,
    why: about.why,
    value: last?.generator ?? null,
    unit: "generator score",
    threshold: about.threshold,
    basis: about.basis,
  };
  const main = own.find(({ recovered }) => !recovered) ?? own.at(-1);
  const numbers: Evidence[] = last ? [text(`At the end of the log: ${lastScores(last, scores)}.`)] : [];
  if (!main)
    return finding({
      ...measured,
      status: "pass",
      title: `${about.winner} does not dominate`,
      evidence: numbers,
    });
  const share = scores.steps.filter((step) => main.from <= step && step <= main.to).length / scores.steps.length;
  const status = statusOf(main, pictures, share, fidHolds(scores));
  const early = main.from - scores.steps[0]! <= EARLY_SHARE * (scores.steps.at(-1)! - scores.steps[0]!);
  return finding({
    ...measured,
    status,
    title: main.recovered
      ? `${about.winner} dominated for a while and lost its lead again`
      : `${about.winner} dominates and has not lost its lead again`,
    onset: { step: main.from, label: onsetLabel(scores, main.from), axis: "scores" },
    recovered: main.recovered,
    evidence: [
      ...own.map((stretch): Evidence => ({ type: "stretch", stretch: all.indexOf(stretch) })),
      text(
        `It held for ${percent(share)} of the log, from ${onsetLabel(scores, main.from)} to ${scores.stepName} ${main.to}.`,
      ),
      ...numbers,
      ...withoutError(scores),
      ...(about.state === "discriminator-dominates" ? smoothed(scores) : []),
      ...(early && about.earlyNote ? [text(about.earlyNote)] : []),
      pictureNote(pictures),
    ],
    advice: main.recovered ? [] : about.advice,
  });
};

const smoothed = (scores: ScoreLog): Evidence[] => {
  const label = realLabel(scores);
  if (label === 1) return [];
  return [
    text(
      `Its answers to real images stop at ${label.toFixed(2)}, as those of smoothed labels do; a score of ${((1 + label) / 2).toFixed(2)} is then all there is, and over ${leastOfWinner(scores).toFixed(2)} it dominates.`,
    ),
  ];
};

/** Said where it is the loss, and no score, that shows the state. */
const withoutError = (scores: ScoreLog): Evidence[] => {
  if (scores.steps.length < FEWEST_ROWS) return [];
  const window = cutWindows(scores).findLast((candidate) => hasNoError(candidate, scores));
  if (!window) return [];
  const meaning =
    scores.loss.kind === "hinge"
      ? "every image lies beyond the margin, real ones on one side and generated ones on the other"
      : scores.loss.kind === "lsgan"
        ? "it answers its labels exactly"
        : "it is always right, whichever loss this is";
  const certainty =
    scores.loss.kind === "bce"
      ? "The scores are only bounded, but this much is certain"
      : "The loss gives no scores, but this much is certain";
  return [text(`The discriminator's loss is ${Number(window.losses[1]!.toPrecision(2))}: ${meaning}. ${certainty}.`)];
};

/** "" when the log can be judged. */
const reasonNotToJudge = ({ needs }: DominanceDescription, scores: ScoreLog | null): string => {
  if (!scores) return "No score log was given.";
  const series = needs.map((name) => scores.series.find((candidate) => candidate.name === name));
  const missing = needs.filter((_, index) => !series[index]);
  if (missing.length > 0)
    return [`The log holds nothing that gives ${missing.join(" and ")}.`, ...reasonsOf(scores, missing)].join(" ");
  const rows = series.map((known) => known!.values.filter((value) => Number.isFinite(value)).length);
  return least(rows) < FEWEST_ROWS
    ? `The log has numbers for ${needs.join(" and ")} in ${least(rows)} rows; ${FEWEST_ROWS} are needed to tell a lasting lead from a swing.`
    : "";
};

/** Why what was logged gives no score. */
const reasonsOf = ({ refusals }: ScoreLog, missing: readonly string[]): string[] =>
  refusals.filter(({ quantity }) => missing.includes(quantity)).map(({ reason }) => reason);

/**
 * Improving pictures outrank the plot, and so does a FID that holds: neither is a failure. Without both only a state that held for most of
 * the log is.
 */
const statusOf = (stretch: ScoreStretch, pictures: PictureState, share: number, hasGoodFid: boolean): FindingStatus => {
  if (stretch.recovered) return "info";
  if (pictures === "diverse" || pictures === "alike" || pictures === "untrained") return "warn";
  if (pictures === "unknown") return share >= NEVER_RECOVERED_SHARE && !hasGoodFid ? "fail" : "warn";
  return "fail";
};

const lastScores = (
  { generator, discriminator }: { generator: number | null; discriminator: number | null },
  scores: ScoreLog,
): string => {
  const isBound = (name: string) =>
    scores.series.some((series) => series.name === name && series.basis === "loss-bound");
  const say = (name: string, words: string, value: number | null) =>
    value === null
      ? []
      : [`${words} ${isBound(name) ? `at least ${roundedDown(value).toPrecision(2)}` : value.toPrecision(2)}`];
  return [
    ...say("scoreGenerator", "generator score", generator),
    ...say("scoreDiscriminator", "discriminator score", discriminator),
  ].join(", ");
};

/** To two digits. A lower bound that is rounded up would claim too much. */
const roundedDown = (value: number): number => {
  if (value <= 0) return 0;
  const unit = 10 ** (Math.floor(Math.log10(value)) - 1);
  return Math.floor(value / unit) * unit;
};

/** "step 940", with the epoch where the log knows it. */
export const onsetLabel = ({ stepName, steps, epochs }: ScoreLog, step: number): string => {
  const epoch = epochs?.[steps.indexOf(step)];
  const label = `${stepName} ${step}`;
  return epoch === undefined || stepName === "epoch" ? label : `${label} (epoch ${epoch})`;
};

const PICTURES: Record<PictureState, string> = {
  diverse: "The pictures are diverse, which outranks the scores.",
  alike: "The pictures are more alike than broad sets are, but have not collapsed; that outranks the scores.",
  narrowed: "The pictures have lost most of the run's own diversity as well.",
  collapsed: "The pictures have collapsed as well.",
  tinted: "The pictures have collapsed as well.",
  structureless: "The pictures are noise without structure as well.",
  blank: "The pictures are blank as well.",
  untrained: "The pictures are those of a run that has only begun; judge a later checkpoint.",
  unknown: "No pictures were judged; look at them before you stop the run.",
};

const pictureNote = (pictures: PictureState): Evidence => text(PICTURES[pictures]);
