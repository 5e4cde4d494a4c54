/** Several runs of one check: an Analysis each, and what could not be judged. */
import * as v from "valibot";
import { type Analysis, analysisSchema, type Skipped, skippedSchema } from "./definition.ts";
import { type Holds, list, object, oneOf, text } from "./fields.ts";
import { SCHEMA_VERSION } from "./schema-version.ts";

export const unreadRunSchema = object("A run that could not be judged.", {
  name: text("What it is called."),
  code: text("Of the error."),
  reason: text("The error in words, with the next step."),
  exitCode: oneOf([2, 3], "What `check` exits with for it."),
});
export interface UnreadRun extends Holds<typeof unreadRunSchema> {}

export const runSetSchema = object(
  "The result of one check of several runs by gan-diversity: each is judged by itself.",
  {
    schemaVersion: v.pipe(v.literal(SCHEMA_VERSION), v.description("Version of this schema.")),
    tool: object("What wrote the file.", { name: text('"gan-diversity".'), version: text("Version of the package.") }),
    createdAt: text("ISO 8601, UTC."),
    rule: text("How the runs were told apart."),
    runs: list<Analysis>(analysisSchema, "Every run that was judged, in natural order of the names."),
    unread: list<UnreadRun>(unreadRunSchema, "Every run that could not be judged, with the reason."),
    skipped: list<Skipped>(skippedSchema, "Every file that lies in none of the runs, with the reason."),
    exitCode: oneOf([0, 1, 2, 3], "What `check` exits with: the highest of all runs."),
  },
);
export interface RunSet extends Holds<typeof runSetSchema> {}
