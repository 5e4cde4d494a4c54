/** The published JSON Schema: what the definition says, and what analyses hold to. */
import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { beforeAll, describe, expect, test } from "vitest";
import { analysisJsonSchema } from "../../schema/json-schema.ts";
import type { Analysis } from "../../src/analysis/analysis.ts";
import { checkAnalysis } from "../../src/analysis/check.ts";
import { analyze } from "../../src/run/analyze.ts";
import { collapsedAnalysis } from "../helpers/analysis-fixtures.ts";
import { importsOf, sourceFiles } from "../helpers/imports.ts";
import { fullAnalysis } from "../helpers/report-fixtures.ts";

interface Node {
  $ref?: string;
  description?: string;
  properties?: Record<string, Node>;
  items?: Node;
  prefixItems?: Node[];
  anyOf?: Node[];
  oneOf?: Node[];
  $defs?: Record<string, Node>;
}

const published = JSON.parse(readFileSync("schema/analysis.schema.json", "utf8")) as Node;
const definitions = published.$defs!;

const childrenOf = (node: Node): [string, Node][] => [
  ...Object.entries(node.properties ?? {}),
  ...[
    ...(node.items ? [node.items] : []),
    ...(node.prefixItems ?? []),
    ...(node.anyOf ?? []),
    ...(node.oneOf ?? []),
  ].map((child): [string, Node] => ["", child]),
];

/** Paths of fields that no description explains, neither their own nor that of what they name. */
const undescribed = (node: Node, path: string): string[] =>
  childrenOf(node).flatMap(([name, child]) => [
    ...(name !== "" && !isDescribed(child) ? [`${path}.${name}`] : []),
    ...undescribed(child, `${path}.${name}`),
  ]);

const isDescribed = ({ description, $ref, anyOf }: Node): boolean =>
  description !== undefined ||
  ($ref !== undefined && isDescribed(definitions[$ref.replace("#/$defs/", "")]!)) ||
  (anyOf !== undefined && isDescribed(anyOf[0]!));

test("the published file is what the definition gives now (npm run schema writes it)", () => {
  expect(published).toEqual(analysisJsonSchema());
});

test("every field and every definition has a description", () => {
  for (const [name, definition] of Object.entries(definitions)) {
    expect(isDescribed(definition) || definition.oneOf !== undefined, name).toBe(true);
    expect(undescribed(definition, name)).toEqual([]);
  }
});

test("the library behind the definition is loaded only where a file is read", () => {
  const users = sourceFiles("src").filter(
    (path) =>
      !path.startsWith("src/analysis/") &&
      importsOf(path).some(
        ({ to, types }) => !types && to.startsWith("src/analysis/") && to !== "src/analysis/schema-version.ts",
      ),
  );
  expect(users).toEqual(["src/report/json/parse-analysis.ts"]);
});

describe("an independent validator", () => {
  const validate = new Ajv2020({ allErrors: true, strict: true, strictRequired: false }).compile(published);
  let measured: Analysis;

  beforeAll(async () => {
    measured = await analyze({
      inputs: [0, 2700].map((step) => `samples/mode-collapse/fake_samples_step_${`${step}`.padStart(6, "0")}.png`),
      scores: "samples/mode-collapse/log.csv",
      reference: "samples/healthy/*.png",
      thumbnails: true,
      msSsim: true,
    });
  }, 60_000);

  test("accepts an analysis of pictures, scores and real images, as the parser does", () => {
    const json = JSON.parse(JSON.stringify(measured)) as unknown;
    validate(json);
    expect(validate.errors).toBeNull();
    expect(checkAnalysis(json)).toEqual(json);
  });

  test("accepts an analysis of scores alone", async () => {
    validate(JSON.parse(JSON.stringify(await analyze({ scores: "samples/healthy/log.csv" }))));
    expect(validate.errors).toBeNull();
  });

  test("accepts what the other tests take for an analysis", () => {
    for (const analysis of [collapsedAnalysis(), fullAnalysis()]) {
      validate(JSON.parse(JSON.stringify(analysis)));
      expect(validate.errors).toBeNull();
    }
  });

  test.each([
    ["a share above 1", (analysis: Analysis) => ({ ...analysis.checkpoints[0]!.metrics, blankShare: 1.5 })],
    ["a missing field", ({ checkpoints: [first] }: Analysis) => ({ ...first!.metrics, meanSimilarity: undefined })],
    ["a number in words", ({ checkpoints: [first] }: Analysis) => ({ ...first!.metrics, duplicateShare: "half" })],
  ])("refuses %s, as the parser does", (_, metricsOf) => {
    const [first, ...rest] = measured.checkpoints;
    const broken = { ...measured, checkpoints: [{ ...first!, metrics: metricsOf(measured) }, ...rest] };
    const json = JSON.parse(JSON.stringify(broken)) as unknown;
    expect(validate(json)).toBe(false);
    expect(checkAnalysis(json)).toMatch(/^the analysis\.checkpoints\[0\]\.metrics\./);
  });
});
