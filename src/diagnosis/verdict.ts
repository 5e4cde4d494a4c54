/** One sentence and one status from all findings. */
import type { Checkpoint, FailOn, Finding, Onset, Verdict, VerdictStatus } from "../analysis.ts";
import { pictureState } from "./picture-state.ts";
import { CERTAIN_PAIR_SHARE, MANY_IMAGES } from "./policy.ts";

type FailureStatus = Exclude<VerdictStatus, "healthy" | "warning" | "inconclusive">;

/** What a failing or warning finding means for the run, and how the sentence names it. Earlier rows lead. */
const FAILURES: readonly { finding: string; status: FailureStatus; words: string }[] = [
  { finding: "divergence", status: "diverged", words: "training diverged" },
  { finding: "mode-collapse", status: "mode-collapse", words: "the generator collapsed onto few modes" },
  { finding: "blank-images", status: "no-structure", words: "the images are blank" },
  { finding: "structureless-images", status: "no-structure", words: "the images are noise without structure" },
  { finding: "discriminator-dominance", status: "discriminator-dominates", words: "the discriminator dominates" },
  { finding: "generator-dominance", status: "generator-dominates", words: "the generator dominates" },
];

/** What the sentence says about warnings. */
const WARNING_WORDS: Record<string, string> = {
  divergence: "the losses diverged and came back",
  "mode-collapse": "more images are alike than in diverse runs",
  "blank-images": "some images are blank",
  "structureless-images": "some images are noise",
  "discriminator-dominance": "the discriminator dominates in the scores",
  "generator-dominance": "the generator dominates in the scores",
};

export const judge = (
  findings: readonly Finding[],
  checkpoints: readonly Checkpoint[],
  hasScores: boolean,
  failOn: FailOn,
): Verdict => {
  const withStatus = (wanted: Finding["status"]) =>
    FAILURES.flatMap((failure) => {
      const finding = findings.find(({ id, status }) => id === failure.finding && status === wanted);
      return finding ? [{ ...failure, finding }] : [];
    });
  const failed = withStatus("fail");
  const warned = withStatus("warn");
  const judged = checkpoints.findLast((checkpoint) => pictureState(checkpoint) !== "unknown");
  const computed = findings.filter(({ status }) => status !== "error" && status !== "not-applicable").length;
  const states = [...new Set([...failed, ...warned].map(({ status }) => status))];
  const common = {
    checksRun: computed,
    checksTotal: findings.length,
    images: judged?.images ?? 0,
  };

  if (failed.length > 0) {
    const clauses = failed.map(({ words, finding }) => words + since(finding.onset));
    return {
      ...common,
      status: failed[0]!.status,
      statuses: states,
      sentence: sentenceOf(clauses),
      confidence: failureConfidence(failed[0]!.finding, judged),
      exitCode: failOn === "never" ? 0 : 1,
    };
  }
  if (warned.length > 0)
    return {
      ...common,
      status: "warning",
      statuses: ["warning", ...states],
      sentence: `${sentenceOf(warned.map(({ finding }) => WARNING_WORDS[finding.id]! + since(finding.onset)))} ${judged && pictureState(judged) === "diverse" ? "The pictures are diverse, so this alone is no failure." : "This alone is no failure."}`,
      confidence: "low",
      exitCode: failOn === "warn" ? 1 : 0,
    };
  if (computed === 0 || (!judged && !hasScores))
    return {
      ...common,
      status: "inconclusive",
      statuses: ["inconclusive"],
      sentence: "Nothing could be judged: too few images and no usable scores.",
      confidence: "low",
      exitCode: 3,
    };
  return {
    ...common,
    status: "healthy",
    statuses: ["healthy"],
    sentence: healthySentence(judged, hasScores),
    // Without a reference the threshold is not calibrated on these images, so a quiet result is never more than this.
    confidence: judged && judged.images >= MANY_IMAGES ? "medium" : "low",
    exitCode: 0,
  };
};

const since = (onset: Onset | null): string => (onset ? ` since ${onset.label}` : "");

const sentenceOf = (clauses: readonly string[]): string => {
  const text = clauses.length > 1 ? `${clauses.slice(0, -1).join(", ")} and ${clauses.at(-1)}` : clauses[0]!;
  return `${text[0]!.toUpperCase()}${text.slice(1)}.`;
};

const healthySentence = (judged: Checkpoint | undefined, hasScores: boolean): string => {
  if (!judged)
    return "The scores show no failure; no pictures were judged, and scores alone can not rule out mode collapse.";
  const pictures = `${judged.label} is diverse: ${judged.images} images, ${(judged.metrics.duplicatePairShare.value * 100).toFixed(1)} % of the pairs near-duplicates`;
  const text = hasScores ? `${pictures}, and the scores show no failure.` : `${pictures}. No scores were given.`;
  return text[0]!.toUpperCase() + text.slice(1);
};

/** Collapse is certain when even the lower bound lies far above what any threshold error explains. */
const failureConfidence = (finding: Finding, judged: Checkpoint | undefined): Verdict["confidence"] => {
  if (finding.id !== "mode-collapse") return judged || finding.id === "divergence" ? "high" : "medium";
  const low = finding.interval?.low ?? 0;
  if (low >= CERTAIN_PAIR_SHARE) return "high";
  return low >= (finding.threshold ?? 1) / 2 ? "medium" : "low";
};
