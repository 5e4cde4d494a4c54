/** The one definition of the Analysis: types, check and the published JSON Schema follow from it. */
import * as v from "valibot";
import { type Assertion, assertionSchema } from "./assertions.ts";
import { type Checkpoint, checkpointSchema, type Transition, transitionSchema } from "./checkpoint.ts";
import { type Field, type Holds, list, nullable, number, object, optional, positive, text } from "./fields.ts";
import { type Finding, findingSchema, type Verdict, verdictSchema } from "./findings.ts";
import { type ReferenceSet, referenceSetSchema } from "./reference.ts";
import { SCHEMA_VERSION } from "./schema-version.ts";
import { type ScoreAnalysis, scoreAnalysisSchema } from "./scores.ts";
import { type Settings, settingsSchema, type Threshold, thresholdSchema } from "./settings.ts";

export const skippedSchema = object("A file or tile that was left out.", {
  path: text("Relative to the input root."),
  reason: text("Why."),
});
export interface Skipped extends Holds<typeof skippedSchema> {}

export const analysisSchema = object("The result of one check by gan-diversity.", {
  schemaVersion: v.pipe(v.literal(SCHEMA_VERSION), v.description("Version of this schema.")),
  tool: object("What wrote the file.", { name: text('"gan-diversity".'), version: text("Version of the package.") }),
  createdAt: text("ISO 8601, UTC."),
  name: optional(text("What the run is called among several; left out where one was judged alone.")),
  settings: settingsSchema as Field<Settings>,
  embedder: nullable(
    object("The network that sees the images; null when no pictures were given.", {
      id: text("Name and version."),
      dimension: positive("Values of an embedding, from 1."),
      preparation: optional(text("What is done to an image first, in words; left out for the built-in embedder.")),
    }),
  ),
  backend: nullable(
    object("What computed.", { name: text("The tensor runtime."), device: text("The processor it ran on.") }),
  ),
  threshold: nullable<Threshold>(thresholdSchema),
  checkpoints: list<Checkpoint>(checkpointSchema, "In step order."),
  reference: optional<ReferenceSet>(referenceSetSchema, "The real images; only when some were given."),
  transitions: list<Transition>(transitionSchema, "What happened between neighbouring checkpoints, in step order."),
  scores: optional<ScoreAnalysis>(scoreAnalysisSchema, "What the score logs say; only when some were given."),
  findings: list<Finding>(findingSchema, "Failing first, then warnings, errors, passes, information, not applicable."),
  verdict: verdictSchema as Field<Verdict>,
  assertions: optional(list<Assertion>(assertionSchema, "What was asserted; left out when nothing was.")),
  skipped: list<Skipped>(skippedSchema, "Every file or tile that was left out, with the reason."),
  warnings: list(text("One or two sentences, with the next step."), "What a reader of the results should know."),
  timings: list(
    object("A stage of the run.", { stage: text("Its name."), milliseconds: number("Wall time in ms, from 0.") }),
    "Where the time went.",
  ),
});
export interface Analysis extends Holds<typeof analysisSchema> {}
