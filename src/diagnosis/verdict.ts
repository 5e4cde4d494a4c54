/** One sentence and one status from all findings and the table of states. */
import type { Checkpoint, FailOn, Finding, Onset, Verdict, VerdictStatus } from "../analysis/analysis.ts";
import type { PictureState } from "./check.ts";
import { exitCodeOf } from "./exit-code.ts";
import { isCompared } from "./pictures/against-reference.ts";
import { judgeCheckpoint, lastJudged } from "./pictures/checkpoint-state.ts";
import { atLeastModes } from "./pictures/modes-text.ts";
import { MANY_IMAGES } from "./pictures/policy.ts";
import type { ScoreState } from "./scores/score-state.ts";
import { verdictRow } from "./verdict-table.ts";

type FailureStatus = Exclude<VerdictStatus, "healthy" | "warning" | "inconclusive">;

/** What a failing or warning finding means for the run, and how the sentence names it. Earlier rows lead; of one status the first that holds speaks. */
// biome-ignore format: a table is read in columns
const FAILURES: readonly { finding: string; status: FailureStatus; failed: string; warned: string }[] = [
  { finding: "divergence",              status: "diverged",                failed: "training diverged",                                    warned: "the losses diverged and came back" },
  { finding: "mode-collapse",           status: "mode-collapse",           failed: "the generator collapsed onto few modes",               warned: "the images are more alike than those of broad healthy sets" },
  { finding: "diversity-loss",          status: "mode-collapse",           failed: "the generator lost most of its own earlier diversity", warned: "diversity may have fallen against the run's own past" },
  { finding: "class-collapse",          status: "mode-collapse",           failed: "some classes collapsed",                               warned: "some classes are more alike than broad healthy sets" },
  { finding: "missing-modes",           status: "mode-collapse",           failed: "parts of the real images are missing",                 warned: "parts of the real images are missing from the samples" },
  { finding: "blank-images",            status: "no-structure",            failed: "the images are blank",                                 warned: "some images are blank" },
  { finding: "structureless-images",    status: "no-structure",            failed: "the images are noise without structure",               warned: "some images are noise" },
  { finding: "frozen-losses",           status: "diverged",                failed: "the losses stood still from the start",                warned: "the losses stand still" },
  { finding: "quality-loss",            status: "quality-lost",            failed: "the logged FID is several times its best",             warned: "the logged FID is far worse than it was" },
  { finding: "discriminator-dominance", status: "discriminator-dominates", failed: "the discriminator dominates",                          warned: "the discriminator dominates in the scores" },
  { finding: "generator-dominance",     status: "generator-dominates",     failed: "the generator dominates",                              warned: "the generator dominates in the scores" },
];

/** Warnings that head the verdict by their name: only what the numbers of a log show for certain. */
const NAMED = /-dominance$|^divergence$/;

/** Findings that only ever warn, and how the sentence names them. */
const ONLY_WARN: Record<string, string> = {
  "frozen-output": "the images do not move any more",
  "mode-hopping": "the generator hops from mode to mode",
};

/**
 * @param states what the pictures and the scores show about the end of the run
 * @param states.sure of the pictures: false when the embedder is another than the one all limits were measured with, and no real images
 * calibrate it; of the scores: false when they are bounds or stand-ins. What they say is then one step less sure
 */
export const judge = (
  findings: readonly Finding[],
  checkpoints: readonly Checkpoint[],
  states: States,
  failOn: FailOn,
): Verdict => {
  const verdict = judgeStates(findings, checkpoints, states, failOn);
  const { foundScale } = states;
  const scale = foundScale == null ? "" : ` The scale: real images found beside the samples (${foundScale}).`;
  return { ...verdict, sentence: verdict.sentence + scale + sampleNote(checkpoints) };
};

/** Of the checkpoint that is judged, else of the last one that is a sample. */
const sampleNote = (checkpoints: readonly Checkpoint[]): string => {
  const sampled = checkpoints.filter(({ sampledFrom }) => sampledFrom !== undefined);
  const judged = lastJudged(checkpoints)?.checkpoint;
  const one = sampled.find((checkpoint) => checkpoint === judged) ?? sampled.at(-1);
  if (!one) return "";
  const number = (count: number) => count.toLocaleString("en");
  return ` A quick answer from a sample of ${number(one.images)} of ${number(one.sampledFrom!)} images (--sample), with wider intervals; all of them are judged without it.`;
};

interface States {
  pictures: PictureState;
  scores: ScoreState;
  sure?: { pictures: boolean; scores: boolean };
  /** Real images that nobody asked for; null or left out where there are none. */
  foundScale?: string | null;
}

const judgeStates = (
  findings: readonly Finding[],
  checkpoints: readonly Checkpoint[],
  states: States,
  failOn: FailOn,
): Verdict => {
  const { sure = { pictures: true, scores: true } } = states;
  const withStatus = (wanted: Finding["status"]) =>
    FAILURES.flatMap((failure) => {
      const finding = findings.find(({ id, status }) => id === failure.finding && status === wanted);
      return finding ? [{ ...failure, finding }] : [];
    });
  const failed = withStatus("fail");
  const warned = withStatus("warn");
  const judged = lastJudged(checkpoints)?.checkpoint;
  const row = verdictRow(states.pictures, states.scores);
  const against = isCompared(judged?.reference);
  const computed = findings.filter(({ status }) => status !== "error" && status !== "not-applicable").length;
  const noted = findings.filter(({ id, status }) => status === "warn" && ONLY_WARN[id] !== undefined);
  const named = [...new Set([...failed, ...warned].map(({ status }) => status))];
  const common = {
    checksRun: computed,
    checksTotal: findings.length,
    images: judged?.images ?? 0,
  };

  if (failed.length > 0) {
    // Two findings of one status are one failure.
    const leading = failed.filter(
      ({ status }, index) => failed.findIndex((other) => other.status === status) === index,
    );
    return {
      ...common,
      status: failed[0]!.status,
      statuses: named,
      sentence: withNote(
        sentenceOf(leading.map(({ failed: words, finding }) => words + since(finding.onset))),
        row.note,
      ),
      confidence: lower(row.confidence, failureConfidence(failed[0]!.finding, judged, sure)),
      exitCode: exitCodeOf(failed[0]!.status, failOn),
    };
  }
  if (states.pictures === "untrained" && judged)
    return {
      ...common,
      status: "warning",
      statuses: ["warning"],
      sentence: `The run has only begun: ${judged.label} holds nothing to judge yet. ${row.note}`,
      confidence: "low",
      exitCode: exitCodeOf("warning", failOn),
    };
  if (warned.length + noted.length > 0)
    return {
      ...common,
      status: "warning",
      // A warning is no failure of the pictures, and is not headed by one.
      statuses: [
        "warning",
        ...new Set(warned.filter(({ finding }) => NAMED.test(finding.id)).map(({ status }) => status)),
      ],
      sentence: withNote(
        sentenceOf([
          ...warned.map(({ warned: words, finding }) => words + since(finding.onset)),
          ...noted.map(({ id, onset }) => ONLY_WARN[id] + since(onset)),
        ]),
        // The notes of the table speak of runs without real images.
        (against ? "" : row.note) || "This alone is no failure.",
      ),
      confidence: "low",
      exitCode: exitCodeOf("warning", failOn),
    };
  if (computed === 0 || row.verdict === "inconclusive")
    return {
      ...common,
      status: "inconclusive",
      statuses: ["inconclusive"],
      sentence:
        states.scores === "untold"
          ? "No pictures were judged and the log gives no scores, so scores can not tell; see the reasons in the findings."
          : "Nothing could be judged: too few images and no usable scores.",
      confidence: "low",
      exitCode: exitCodeOf("inconclusive", failOn),
    };
  return {
    ...common,
    status: "healthy",
    statuses: ["healthy"],
    sentence: judged ? healthySentence(judged, states.scores) : quietScores(findings, states.scores, row.note),
    // Without a reference the threshold is not calibrated on these images, so a quiet result is never more than the row's.
    confidence:
      judged && judged.images >= MANY_IMAGES ? quietConfidence(row.confidence, against, sure.pictures) : "low",
    exitCode: exitCodeOf("healthy", failOn),
  };
};

const since = (onset: Onset | null): string => (onset ? ` since ${onset.label}` : "");

const withNote = (sentence: string, note: string): string => (note ? `${sentence} ${note}` : sentence);

const sentenceOf = (clauses: readonly string[]): string =>
  capitalised(`${clauses.length > 1 ? `${clauses.slice(0, -1).join(", ")} and ${clauses.at(-1)}` : clauses[0]!}.`);

const capitalised = (text: string): string => text[0]!.toUpperCase() + text.slice(1);

/** What a log alone can say; a FID says more than losses. */
const quietScores = (findings: readonly Finding[], scores: ScoreState, note: string): string => {
  if (scores !== "unscored") return withNote("The scores show no failure.", note);
  const fid = findings.find(({ id, status }) => id === "quality-loss" && status === "pass");
  const [course] = fid?.evidence ?? [];
  return `No failure in the losses, which give no scores.${course?.type === "text" ? ` ${course.text}` : ""} Give pictures to rule out mode collapse.`;
};

const SCORE_WORDS: Record<ScoreState, string> = {
  none: ". No scores were given.",
  unscored: ", and the losses show no failure.",
  untold: ". The log gives no scores that could be judged.",
  balanced: ", and the scores are balanced.",
  mixed: ", and the scores show no failure.",
  diverged: ".",
  "discriminator-dominates": ".",
  "generator-dominates": ".",
};

const healthySentence = (judged: Checkpoint, scores: ScoreState): string =>
  capitalised(
    `${judged.label} is diverse: ${atLeastModes(judged)} among ${judged.images} images${judged.reference?.diversityRatio ? `, ${judged.reference.diversityRatio.value.toFixed(2)} times the diversity index of the real images` : ""}${SCORE_WORDS[scores]}`,
  );

/** Real images make up for an embedder whose limits were not measured, and for a domain that was not. */
const quietConfidence = (
  rowLimit: Verdict["confidence"],
  against: boolean,
  calibrated: boolean,
): Verdict["confidence"] => {
  if (against) return calibrated ? "high" : "medium";
  return calibrated ? rowLimit : "low";
};

const failureConfidence = (
  finding: Finding,
  judged: Checkpoint | undefined,
  sure: { pictures: boolean; scores: boolean },
): Verdict["confidence"] => {
  if (finding.id.endsWith("-dominance") && !judged) return sure.scores ? "medium" : "low";
  if (finding.id === "diversity-loss" || finding.id === "class-collapse") return sure.pictures ? "medium" : "low";
  if (finding.id !== "mode-collapse") return "high";
  // Judged by real images, or where even the least certain reading is a collapse of few modes.
  const isClear = judged && (isCompared(judged.reference) || judgeCheckpoint(judged).isStrong);
  if (isClear) return sure.pictures ? "high" : "medium";
  return sure.pictures ? "medium" : "low";
};

const ORDER: readonly Verdict["confidence"][] = ["low", "medium", "high"];
const lower = (a: Verdict["confidence"], b: Verdict["confidence"]): Verdict["confidence"] =>
  ORDER[Math.min(ORDER.indexOf(a), ORDER.indexOf(b))]!;
