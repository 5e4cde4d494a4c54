/** How numbers and names are said in every report. */
import type { Analysis, Assertion, Estimate, Finding, ScoreBasis, VerdictStatus } from "../analysis/analysis.ts";

/** Half of a character, as JSON may hold it, becomes visible. */
export const wellFormed = (text: string): string => text.replace(/\p{Cs}/gu, "\uFFFD");

/** Control and formatting characters (escape sequences, direction marks) become visible; used for every foreign name. */
export const plain = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, "\uFFFD");

/** The same for text of several lines. */
export const plainLines = (text: string): string => text.split("\n").map(plain).join("\n");

/** Three significant digits, without exponents for what people count. */
export const number = (value: number): string => {
  if (Math.abs(value) >= 1e6) return value.toExponential(1);
  if (Math.abs(value) >= 100 || Number.isInteger(value)) return Math.round(value).toString();
  return Number(value.toPrecision(3)).toString();
};

/** "3,897", of a whole number. Loading what the platform knows of languages would cost more than a first line may. */
export const whole = (value: number): string => String(value).replace(/\B(?=(?:\d{3})+$)/g, ",");

/** "1 group", "3,897 groups" */
export const counted = (value: number, one: string, many = `${one}s`): string =>
  `${whole(value)} ${value === 1 ? one : many}`;

/** The space does not break. */
export const share = (value: number): string => `${number(value * 100)}\u00a0%`;

const interval = ({ low, high }: { low: number; high: number | null }, say = number): string =>
  high === null ? `at least ${say(low)}` : `${say(low)} to ${say(high)}`;

/** "9.1 (7.9 to 10.6)", or the bound alone where there is no more. @param say `share` for shares */
export const estimate = (value: Estimate, say = number): string =>
  value.high === null ? interval(value, say) : `${say(value.value)} (${interval(value, say)})`;

/** "0.95 share of pairs, 95 % interval 0.9 to 0.98, threshold 0.1"; null when nothing was measured. */
export const measurement = (finding: Finding): string | null => {
  if (finding.value === null) return null;
  const parts = [`${number(finding.value)}${finding.unit ? ` ${finding.unit}` : ""}`];
  if (finding.interval) parts.push(`95 % interval ${interval(finding.interval)}`);
  if (finding.threshold !== null) parts.push(`threshold ${number(finding.threshold)}`);
  return parts.join(", ");
};

/** What asks for attention: told at length, and open from the start. */
export const isTold = ({ status }: Finding): boolean => status === "fail" || status === "warn" || status === "error";

/** How the verdict is coloured. */
export const tone = ({ verdict: { status } }: Analysis): "pass" | "warn" | "fail" => statusTone(status);

export const statusTone = (status: VerdictStatus): "pass" | "warn" | "fail" => {
  if (status === "healthy") return "pass";
  return status === "warning" || status === "inconclusive" ? "warn" : "fail";
};

export const STATUS_WORDS: Record<Finding["status"], string> = {
  fail: "FAIL",
  warn: "WARN",
  error: "ERROR",
  pass: "PASS",
  info: "INFO",
  "not-applicable": "NOT JUDGED",
};

export const VERDICT_WORDS: Record<VerdictStatus, string> = {
  healthy: "Healthy",
  warning: "Warning",
  "mode-collapse": "Mode collapse",
  "discriminator-dominates": "Discriminator dominates",
  "generator-dominates": "Generator dominates",
  diverged: "Diverged",
  "quality-lost": "Quality lost",
  "no-structure": "No structure",
  inconclusive: "Inconclusive",
};

/** What the basis of a score means. */
export const BASIS_WORDS: Record<ScoreBasis, string> = {
  exact: "as logged",
  "corrected-logit": "from logits and their spread",
  "sigmoid-of-mean": "from mean logits, too near 0 or 1",
  "loss-bound": "lower bound from its loss",
  accuracy: "share of right answers, a stand-in",
  surrogate: "from a loss that was not made for probabilities",
};

/** "high confidence, based on 5 of 6 checks and 64 images" */
export const foundation = ({ verdict }: Analysis): string =>
  `${verdict.confidence} confidence, based on ${verdict.checksRun} of ${verdict.checksTotal} checks and ${
    verdict.images === 0 ? "no images" : `${verdict.images} images`
  }`;

/** What a piece of evidence says, in one line. */
export const evidenceText = (analysis: Analysis, evidence: Finding["evidence"][number]): string => {
  if (evidence.type === "text") return evidence.text;
  if (evidence.type === "groups") {
    const checkpoint = analysis.checkpoints[evidence.checkpoint];
    const groups = checkpoint?.groups.filter(({ id }) => evidence.groups.includes(id)) ?? [];
    return `Largest groups of ${checkpoint?.label}: ${groups
      .map(({ size }) => `${size} of ${checkpoint?.images} images`)
      .join(", ")}.`;
  }
  const stretch = analysis.scores?.stretches[evidence.stretch];
  if (!stretch) return "";
  const name = VERDICT_WORDS[stretch.state].toLowerCase();
  return `Scores: ${name} from ${analysis.scores?.stepName} ${stretch.from} to ${stretch.to}${stretch.recovered ? ", then recovered" : ", to the end"}.`;
};

export const ASSERTION_WORDS: Record<Assertion["status"], string> = {
  held: "HOLDS",
  broken: "BROKEN",
  "not-measured": "NOT MEASURED",
};

/** "step 4000: 0.97 (0.94 to 1)" */
export const assertionText = ({ checkpoint, value, interval: ends, reason, strict }: Assertion): string => {
  if (value === null) return reason ?? "";
  const measured = ends === null ? number(value) : `${number(value)} (${interval(ends)})`;
  return `${checkpoint === null ? "" : `${checkpoint}: `}${measured}${strict && ends !== null ? ", held to its interval" : ""}`;
};
