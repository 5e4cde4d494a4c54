/** The Analysis as a file, and back. */
import { type Analysis, SCHEMA_VERSION } from "../../analysis/analysis.ts";
import { ANALYSIS } from "../../analysis/analysis-shape.ts";
import { InputError } from "../../errors.ts";

/** Two-space indented JSON with a line break at the end. NaN and Infinity have no JSON form and become null. */
export const renderJson = (analysis: Analysis): string => `${JSON.stringify(analysis, null, 2)}\n`;

/** Characters of a foreign version that an error repeats. */
const QUOTED = 40;

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
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, "schemaVersion"))
    throw wrong("the file has no schemaVersion");
  const { schemaVersion } = value as { schemaVersion: unknown };
  if (schemaVersion !== SCHEMA_VERSION)
    throw wrong(
      `its schemaVersion is ${JSON.stringify(schemaVersion).slice(0, QUOTED)}; this version reads ${SCHEMA_VERSION}`,
    );
  const error = ANALYSIS(value, "the analysis");
  if (error) throw wrong(error);
  return value as Analysis;
};
