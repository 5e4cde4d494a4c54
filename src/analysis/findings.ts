/** What the measurements mean: findings, and the verdict drawn from them. */
import * as v from "valibot";
import { count, described, flag, type Holds, list, nullable, number, object, oneOf, text } from "./fields.ts";

const findingStatus = oneOf(
  ["pass", "warn", "fail", "info", "not-applicable", "error"],
  "Whether the failing state holds; `error` when it could not be computed.",
);
export type FindingStatus = Holds<typeof findingStatus>;

export const onsetSchema = object("Since when the failing state holds; null when it never did.", {
  step: nullable(number("Step of the checkpoint or of the log; null when it has none.")),
  label: text("What a person calls that moment."),
  axis: oneOf(["checkpoints", "scores"], "Whether the step is one of the pictures or of the log."),
});
export interface Onset extends Holds<typeof onsetSchema> {}

const evidenceOf = <Type extends string, Fields extends v.ObjectEntries>(type: Type, fields: Fields) =>
  v.object({ type: described(v.literal(type), "Kind of the evidence."), ...fields });

export const evidenceSchema = v.variant(
  "type",
  [
    evidenceOf("text", { text: text("A sentence.") }),
    evidenceOf("groups", {
      checkpoint: count("Index into `Analysis.checkpoints`, from 0."),
      groups: list(text("Id of a group."), "Ids of groups of that checkpoint."),
    }),
    evidenceOf("stretch", { stretch: count("Index into `ScoreAnalysis.stretches`, from 0.") }),
  ],
  "one of text, groups, stretch",
);
export type Evidence = Holds<typeof evidenceSchema>;

export const findingSchema = object("What one check found.", {
  id: text("A noun that names the failing state."),
  status: findingStatus,
  title: text("Says pass or fail in words."),
  why: text("Why it matters, one or two sentences."),
  value: nullable(number("What was measured, in `unit`; null when there is no value.")),
  unit: nullable(text('"share", "modes", "score" ...; null when there is no value.')),
  interval: nullable(
    object("95 % interval of the value; null when there is none.", {
      low: number("Lower end, in `unit`."),
      high: nullable(number("Upper end, in `unit`; null when the data give no upper bound.")),
    }),
  ),
  threshold: nullable(number("The value from which the check fails or warns, in `unit`; null when there is none.")),
  basis: text("Where the threshold comes from."),
  onset: nullable<Onset>(onsetSchema),
  recovered: nullable(flag("true when the failing state was left again; null when it never held.")),
  evidence: list<Evidence>(evidenceSchema, "What the finding rests on."),
  advice: list(text("A remedy."), "What to try next, most likely to help first. Empty when nothing is wrong."),
});
export interface Finding extends Holds<typeof findingSchema> {}

export const VERDICTS = [
  "healthy",
  "warning",
  "mode-collapse",
  "discriminator-dominates",
  "generator-dominates",
  "diverged",
  "quality-lost",
  "no-structure",
  "inconclusive",
] as const;
export type VerdictStatus = (typeof VERDICTS)[number];

export const failOn = oneOf(["warn", "fail", "never"], "The mildest verdict that `check` exits with 1 for.");
export type FailOn = Holds<typeof failOn>;

export const verdictSchema = object("The judgement of the run.", {
  status: oneOf(VERDICTS, "The leading status."),
  statuses: list(
    oneOf(VERDICTS, "A status."),
    'Every status that holds, the leading one first; warned states are listed behind "warning".',
  ),
  sentence: text("The verdict in words."),
  confidence: oneOf(["high", "medium", "low"], "How sure it is."),
  checksRun: count("Findings that could be computed."),
  checksTotal: count("All findings that apply to a run with pictures and scores."),
  images: count("Number of images the verdict rests on."),
  exitCode: oneOf([0, 1, 3], "What `check` exits with under `settings.failOn` where no assertion says worse."),
});
export interface Verdict extends Holds<typeof verdictSchema> {}
