/** The Analysis as a file, and back. */
import { type Analysis, SCHEMA_VERSION } from "../analysis.ts";
import { InputError } from "../errors.ts";
import { type Shape, shapeError } from "./shape.ts";

export const renderJson = (analysis: Analysis): string => `${JSON.stringify(analysis, null, 2)}\n`;

const text: Shape = "string";
const optionalNumber: Shape = ["number", "null"];
const estimate: Shape = { value: "number", low: "number", high: optionalNumber, method: text };

/** What the renderers rely on; fields that are only passed through are not listed. */
const ANALYSIS: Shape = {
  tool: { name: text, version: text },
  createdAt: text,
  settings: { inputs: { each: text }, scores: ["string", "null"], device: text, failOn: text, seed: "number" },
  embedder: ["null", { id: text, dimension: "number" }],
  backend: ["null", { name: text, device: text }],
  threshold: ["null", { value: "number", basis: text, falseRate: ["undefined", "number"] }],
  checkpoints: {
    each: {
      step: optionalNumber,
      label: text,
      source: text,
      images: "number",
      layout: ["undefined", { columns: "number", rows: "number", padding: optionalNumber, basis: text }],
      metrics: {
        duplicateShare: "number",
        dominantModeShare: "number",
        duplicatePairShare: estimate,
        effectiveModes: estimate,
        supportSize: estimate,
        sampleCoverage: estimate,
        meanSimilarity: estimate,
        blankShare: "number",
        structurelessShare: "number",
      },
      groups: {
        each: {
          id: text,
          size: "number",
          share: "number",
          members: { each: text },
          medoid: text,
          farthestPair: { each: text },
          minSimilarity: "number",
          meanSimilarity: "number",
          thumbnails: ["undefined", { each: { member: text, image: text } }],
        },
      },
      preview: ["undefined", "string"],
    },
  },
  scores: [
    "undefined",
    {
      source: text,
      format: text,
      rows: "number",
      stepName: text,
      steps: { each: "number" },
      series: { each: { name: text, basis: text, columns: { each: text }, values: { each: optionalNumber } } },
      stretches: { each: { state: text, from: "number", to: "number", recovered: "boolean" } },
    },
  ],
  findings: {
    each: {
      id: text,
      status: text,
      title: text,
      why: text,
      value: optionalNumber,
      unit: ["string", "null"],
      interval: ["null", { low: "number", high: optionalNumber }],
      threshold: optionalNumber,
      basis: text,
      onset: ["null", { step: optionalNumber, label: text, axis: text }],
      evidence: { each: { type: text } },
      advice: { each: text },
    },
  },
  verdict: {
    status: text,
    statuses: { each: text },
    sentence: text,
    confidence: text,
    checksRun: "number",
    checksTotal: "number",
    images: "number",
    exitCode: "number",
  },
  skipped: { each: { path: text, reason: text } },
  warnings: { each: text },
  timings: { each: { stage: text, milliseconds: "number" } },
};

/** @throws InputError when the text is no Analysis of a known schema version */
export const parseAnalysis = (json: string): Analysis => {
  const wrong = (found: string, cause?: unknown) =>
    new InputError(
      "ANALYSIS",
      `Expected an analysis written by gan-diversity check --json but ${found}. Next: write it again with check --json.`,
      { cause },
    );
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (cause) {
    throw wrong(`the file is no JSON (${(cause as Error).message})`, cause);
  }
  const version = (value as { schemaVersion?: unknown } | null)?.schemaVersion;
  if (version !== SCHEMA_VERSION)
    throw wrong(`its schemaVersion is ${JSON.stringify(version)}; this version reads ${SCHEMA_VERSION}`);
  const error = shapeError(value, ANALYSIS, "the analysis");
  if (error) throw wrong(error);
  return value as Analysis;
};
