/** The shape of an Analysis file. Reports rely on it: what passes here can be rendered. */
import type {
  Analysis,
  Calibration,
  Evidence,
  Finding,
  MetricSeries,
  Onset,
  ScoreAlignment,
  ScoreAnalysis,
  ScoreRefusal,
  ScoreSeries,
  ScoreSignature,
  ScoreSource,
  ScoreStretch,
  Settings,
  Skipped,
  Threshold,
  Verdict,
} from "./analysis.ts";
import { bool, count, list, nullable, number, object, oneOf, optional, tagged, text } from "./shape.ts";
import { checkpoint, transition } from "./shape-checkpoint.ts";
import { referenceSet } from "./shape-reference.ts";

const VERDICT_STATUS = oneOf(
  "healthy",
  "warning",
  "mode-collapse",
  "discriminator-dominates",
  "generator-dominates",
  "diverged",
  "no-structure",
  "inconclusive",
);

const settings = object<Settings>({
  inputs: list(text),
  scores: nullable(text),
  reference: optional(object<NonNullable<Settings["reference"]>>({ source: text, limit: count })),
  classes: optional(text),
  grid: nullable(object<NonNullable<Settings["grid"]>>({ columns: count, rows: count, padding: nullable(number) })),
  device: text,
  failOn: oneOf("warn", "fail", "never"),
  seed: number,
});

const scores = object<ScoreAnalysis>({
  source: text,
  format: text,
  rows: count,
  stepName: text,
  steps: list(number),
  series: list(
    object<ScoreSeries>({
      name: oneOf("scoreGenerator", "scoreDiscriminator", "lossGenerator", "lossDiscriminator", "criticFake"),
      basis: oneOf("exact", "corrected-logit", "sigmoid-of-mean", "loss-bound", "accuracy", "surrogate"),
      columns: list(text),
      values: list(nullable(number)),
      range: optional(
        object<NonNullable<ScoreSeries["range"]>>({ low: nullable(number), high: nullable(number), broken: count }),
      ),
    }),
  ),
  stretches: list(
    object<ScoreStretch>({
      state: oneOf("discriminator-dominates", "generator-dominates", "diverged"),
      from: number,
      to: number,
      recovered: bool,
    }),
  ),
  extent: optional(object<NonNullable<ScoreAnalysis["extent"]>>({ from: number, to: number })),
  loss: optional(object<NonNullable<ScoreAnalysis["loss"]>>({ kind: text, why: text })),
  sources: optional(
    list(
      object<ScoreSource>({
        path: text,
        format: text,
        lines: object<ScoreSource["lines"]>({ read: count, refused: count, other: count }),
      }),
    ),
  ),
  refusals: optional(list(object<ScoreRefusal>({ quantity: text, reason: text }))),
  signatures: optional(list(object<ScoreSignature>({ name: text, from: number, to: number, meaning: text }))),
  metrics: optional(
    list(
      object<MetricSeries>({ name: text, stepName: text, steps: list(number), values: list(number), ignored: count }),
    ),
  ),
  alignment: optional(object<ScoreAlignment>({ basis: text, steps: list(nullable(number)), unmatched: count })),
});

const finding = object<Finding>({
  id: text,
  status: oneOf("pass", "warn", "fail", "info", "not-applicable", "error"),
  title: text,
  why: text,
  value: nullable(number),
  unit: nullable(text),
  interval: nullable(object<NonNullable<Finding["interval"]>>({ low: number, high: nullable(number) })),
  threshold: nullable(number),
  basis: text,
  onset: nullable(object<Onset>({ step: nullable(number), label: text, axis: oneOf("checkpoints", "scores") })),
  recovered: nullable(bool),
  evidence: list(
    tagged({
      text: object<Extract<Evidence, { type: "text" }>>({ type: text, text }),
      groups: object<Extract<Evidence, { type: "groups" }>>({ type: text, checkpoint: count, groups: list(text) }),
      stretch: object<Extract<Evidence, { type: "stretch" }>>({ type: text, stretch: count }),
    }),
  ),
  advice: list(text),
});

const verdict = object<Verdict>({
  status: VERDICT_STATUS,
  statuses: list(VERDICT_STATUS),
  sentence: text,
  confidence: oneOf("high", "medium", "low"),
  checksRun: count,
  checksTotal: count,
  images: count,
  exitCode: oneOf(0, 1, 3),
});

const threshold = object<Threshold>({
  value: number,
  groups: optional(number),
  basis: text,
  falseRate: optional(number),
  calibration: optional(
    object<Calibration>({
      kind: oneOf("reference", "self"),
      images: count,
      copies: optional(object<NonNullable<Calibration["copies"]>>({ low: number, median: number })),
      sentence: text,
    }),
  ),
});

/** Without the version, which is read first. */
export const ANALYSIS = object<Omit<Analysis, "schemaVersion">>({
  tool: object<Analysis["tool"]>({ name: text, version: text }),
  createdAt: text,
  settings,
  embedder: nullable(
    object<NonNullable<Analysis["embedder"]>>({ id: text, dimension: count, preparation: optional(text) }),
  ),
  backend: nullable(object<NonNullable<Analysis["backend"]>>({ name: text, device: text })),
  threshold: nullable(threshold),
  checkpoints: list(checkpoint),
  reference: optional(referenceSet),
  transitions: optional(list(transition)),
  scores: optional(scores),
  findings: list(finding),
  verdict,
  skipped: list(object<Skipped>({ path: text, reason: text })),
  warnings: list(text),
  timings: list(object<Analysis["timings"][number]>({ stage: text, milliseconds: number })),
});
