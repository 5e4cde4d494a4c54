import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { FIGURE_NAMES, figureOf, mayHaveInterval } from "../../src/figures/figures.ts";
import { fullAnalysis } from "../helpers/report-fixtures.ts";

interface Node {
  $ref?: string;
  type?: string;
  properties?: Record<string, Node>;
}
const schema = JSON.parse(readFileSync("schema/analysis.schema.json", "utf8")) as { $defs: Record<string, Node> };
const resolved = (node: Node): Node => (node.$ref ? schema.$defs[node.$ref.replace("#/$defs/", "")]! : node);

/** Every number below a definition by its path, with an estimate as one number. */
const numbersOf = (node: Node, path: string): string[] => {
  const { type, properties } = resolved(node);
  if (type === "number" || type === "integer") return [path];
  if (!properties || "counts" in properties) return [];
  if ("value" in properties && "low" in properties) return [path];
  return Object.entries(properties).flatMap(([name, child]) =>
    numbersOf(child, path === "" ? name : `${path}.${name}`),
  );
};

/** Not measured but asked for, or counts of what a metric was computed with. */
const NO_FIGURES = ["threshold", "reference.equalSize", "reference.ndb.bins"];
const BY_HAND = ["images", "groups", "scoreGenerator", "scoreDiscriminator", "lossGenerator", "lossDiscriminator"];
const PAIRS = ["reference.duplicates.samples", "reference.duplicates.reference"];

test("every number of the schema's metrics and comparison has its name", () => {
  const inSchema = [
    ...numbersOf(schema.$defs.CheckpointMetrics!, ""),
    ...numbersOf(schema.$defs.ReferenceComparison!, "reference"),
  ].filter((name) => !NO_FIGURES.includes(name) && !PAIRS.includes(name));
  expect(inSchema.length).toBeGreaterThan(30);
  expect([...FIGURE_NAMES].sort()).toEqual([...inSchema, ...BY_HAND].sort());
});

test("a figure that may have no interval never has one", () => {
  const analysis = fullAnalysis();
  for (const name of FIGURE_NAMES) {
    const measured = figureOf(analysis, 1, name);
    if (measured?.interval) expect(mayHaveInterval(name), name).toBe(true);
    else if (measured) expect(mayHaveInterval(name), name).toBe(false);
  }
});

test("scores are those at the step of the log that belongs to the checkpoint", () => {
  const analysis = fullAnalysis();
  analysis.scores!.alignment = { basis: "made in the test", steps: [11, null], unmatched: 1 };
  expect(figureOf(analysis, 0, "scoreGenerator")).toEqual({ value: 0.2, interval: null });
  expect(figureOf(analysis, 1, "scoreGenerator")).toBeNull();
  expect(figureOf({ ...analysis, checkpoints: [] }, 0, "scoreDiscriminator")?.value).toBe(0.99);
});
