/** The JSON Schema of what `check --json` writes, from its definition: an Analysis, or a set of them. */
import { type JsonSchema, toJsonSchema } from "@valibot/to-json-schema";
import type { GenericSchema } from "valibot";
import * as assertions from "../src/analysis/assertions.ts";
import * as checkpoint from "../src/analysis/checkpoint.ts";
import * as comparison from "../src/analysis/comparison.ts";
import * as definition from "../src/analysis/definition.ts";
import * as estimate from "../src/analysis/estimate.ts";
import * as findings from "../src/analysis/findings.ts";
import * as groups from "../src/analysis/groups.ts";
import * as metrics from "../src/analysis/metrics.ts";
import * as pictures from "../src/analysis/pictures.ts";
import * as reference from "../src/analysis/reference.ts";
import * as runSet from "../src/analysis/run-set.ts";
import * as runState from "../src/analysis/run-state.ts";
import * as scores from "../src/analysis/scores.ts";
import * as settings from "../src/analysis/settings.ts";

const modules = [
  definition,
  runSet,
  settings,
  checkpoint,
  metrics,
  groups,
  pictures,
  estimate,
  reference,
  scores,
  findings,
  assertions,
  comparison,
  runState,
];

/** Every `somethingSchema` becomes the definition `Something`. */
const definitions = Object.fromEntries(
  modules
    .flatMap((module) => Object.entries<GenericSchema>(module as object as Record<string, GenericSchema>))
    .filter(([name]) => name.endsWith("Schema"))
    .map(([name, schema]) => [name[0]!.toUpperCase() + name.slice(1, -"Schema".length), schema]),
);

/** In draft 2020-12. */
export const analysisJsonSchema = (): JsonSchema => {
  const converted = toJsonSchema(definition.analysisSchema, {
    target: "draft-2020-12",
    definitions,
    // Every number of JSON is finite.
    ignoreActions: ["finite"],
  });
  const $defs = converted.$defs as Record<string, JsonSchema>;
  const names = new Map(Object.entries($defs).map(([name, schema]) => [withoutDescription(schema), name]));
  return {
    $schema: converted.$schema as string,
    title: "Analysis",
    anyOf: [{ $ref: "#/$defs/Analysis" }, { $ref: "#/$defs/RunSet" }, { $ref: "#/$defs/Comparison" }],
    $defs: Object.fromEntries(Object.entries($defs).map(([name, schema]) => [name, tidyFields(schema, names)])),
  };
};

type Names = ReadonlyMap<string, string>;

/** What is defined is named instead of repeated, with the description it has in this place. */
const tidy = (value: unknown, names: Names): unknown => {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => tidy(item, names));
  const name = names.get(withoutDescription(value));
  if (name === undefined) return tidyFields(value, names);
  const { description } = value as JsonSchema;
  return { ...(description === undefined ? {} : { description }), $ref: `#/$defs/${name}` };
};

/** What is described as "this or null" is described as a whole. */
const tidyFields = (schema: JsonSchema, names: Names): JsonSchema => {
  const { description = (schema.anyOf?.[0] as JsonSchema | undefined)?.description, ...fields } = schema;
  if (fields.anyOf) {
    const { description: _, ...first } = fields.anyOf[0] as JsonSchema;
    fields.anyOf = [first, ...fields.anyOf.slice(1)];
  }
  const tidied = Object.entries(fields).map(([name, value]) => [name, tidy(value, names)]);
  return { ...(description === undefined ? {} : { description }), ...Object.fromEntries(tidied) };
};

const withoutDescription = ({ description: _, ...schema }: JsonSchema): string => JSON.stringify(schema);
