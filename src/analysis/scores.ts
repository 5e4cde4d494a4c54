/** What the score logs of a run say. */
import { count, flag, type Holds, list, nullable, number, object, oneOf, optional, text } from "./fields.ts";

export const scoreBasis = oneOf(
  ["exact", "corrected-logit", "sigmoid-of-mean", "loss-bound", "accuracy", "surrogate"],
  [
    "How a score value was obtained.",
    "exact: logged as the score, or computed from the logged mean probabilities; losses are exact as logged.",
    "corrected-logit: sigmoid(m / sqrt(1 + pi s^2 / 8)) of the mean m and the standard deviation s of the logits.",
    "sigmoid-of-mean: sigmoid of the mean logit without its spread, which lies too near 0 or 1.",
    "loss-bound: a lower bound of the score, exp(-loss), from a cross-entropy.",
    "accuracy: the share of images the discriminator got right, a stand-in that is cut at .5.",
    "surrogate: computed as a score, but the loss was not made for probabilities.",
  ].join("\n"),
);
export type ScoreBasis = Holds<typeof scoreBasis>;

export const scoreSeriesSchema = object("One quantity of a log over its steps.", {
  name: oneOf(
    ["scoreGenerator", "scoreDiscriminator", "lossGenerator", "lossDiscriminator", "criticFake"],
    "Scores in [0, 1]; losses in the log's unit; `criticFake`: mean critic output on generated images, never a score.",
  ),
  basis: scoreBasis,
  columns: list(text("Name of the column."), "Columns of the log it comes from."),
  values: list(
    nullable(number("The median of the rows of the point; null where none is finite.")),
    "One value per point of `ScoreAnalysis.steps`.",
  ),
  range: object("Over all rows of the log.", {
    low: nullable(number("Lowest finite value; null when there is none.")),
    high: nullable(number("Highest finite value; null when there is none.")),
    broken: count("Rows that are NaN or infinite."),
  }),
});
export interface ScoreSeries extends Holds<typeof scoreSeriesSchema> {}

export const scoreSourceSchema = object("One log that was read.", {
  path: text("As given."),
  format: text("What it was understood as."),
  lines: object("Lines or records of the log.", {
    read: count("Those that were used."),
    refused: count("Those that looked like data but could not be used."),
    other: count("All others."),
  }),
});
export interface ScoreSource extends Holds<typeof scoreSourceSchema> {}

export const scoreRefusalSchema = object("What was not turned into a score.", {
  quantity: text('"scoreGenerator", "scoreDiscriminator" or the name of a column.'),
  reason: text("Why not."),
});
export interface ScoreRefusal extends Holds<typeof scoreRefusalSchema> {}

export const scoreSignatureSchema = object("A pattern of the numbers that has a name.", {
  name: text('A short name, such as "saturated-cross-entropy".'),
  from: number("Step of the first row of the longest stretch that shows it."),
  to: number("Step of the last row of that stretch."),
  meaning: text("What it says about the run."),
});
export interface ScoreSignature extends Holds<typeof scoreSignatureSchema> {}

export const metricSeriesSchema = object("Another measurement of the logs, such as FID: evidence of its own.", {
  name: text('"FID", "IS" ...'),
  stepName: text('What the steps count: "step", "kimg" ...'),
  steps: list(number("Step."), "Ascending."),
  values: list(number("In the unit of the metric."), "One per step."),
  ignored: count("Values that can not be right (FID below 0 or above 10,000, not finite) and were left out."),
});
export interface MetricSeries extends Holds<typeof metricSeriesSchema> {}

export const scoreAlignmentSchema = object("How the steps of log and pictures were brought together; only with both.", {
  basis: text("In words: which count of the log stands for which count of the pictures."),
  steps: list(
    nullable(number("Step of the log; null where none lies within half an interval of the log.")),
    "One per checkpoint, in their order.",
  ),
  unmatched: count("Checkpoints without a step of the log."),
});
export interface ScoreAlignment extends Holds<typeof scoreAlignmentSchema> {}

export const scoreStretchSchema = object("A stretch of the log in which a failure state held.", {
  state: oneOf(["discriminator-dominates", "generator-dominates", "diverged"], "The state."),
  from: number("First step of the log in it."),
  to: number("Last step of the log in it."),
  recovered: flag("true when the run left the state again and stayed out of it."),
});
export interface ScoreStretch extends Holds<typeof scoreStretchSchema> {}

export const scoreAnalysisSchema = object("What the score logs say.", {
  source: text("Paths as given, joined by commas."),
  format: text("Name of the log format."),
  rows: count("Rows with values in the log."),
  stepName: text('What the log counts: "iteration", "epoch", "row" ...'),
  steps: list(number("Step of the log."), "Of the shown points, ascending: at most 400 medians of equal stretches."),
  series: list<ScoreSeries>(scoreSeriesSchema, "Every quantity that could be read."),
  stretches: list<ScoreStretch>(scoreStretchSchema, "Stretches in which a failure state held."),
  extent: optional(
    object("Of the log; left out when it has no rows.", { from: number("First step."), to: number("Last step.") }),
  ),
  loss: object("Which loss it holds.", { kind: text('"bce", "hinge", "wgan" ...'), why: text("How that is known.") }),
  sources: list<ScoreSource>(scoreSourceSchema, "Every log that was read."),
  refusals: list<ScoreRefusal>(scoreRefusalSchema, "What was not turned into a score, and why."),
  signatures: list<ScoreSignature>(scoreSignatureSchema, "Patterns of the numbers that have a name."),
  metrics: list<MetricSeries>(metricSeriesSchema, "Other measurements of the logs."),
  alignment: optional<ScoreAlignment>(scoreAlignmentSchema),
});
export interface ScoreAnalysis extends Holds<typeof scoreAnalysisSchema> {}
