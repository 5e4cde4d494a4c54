/** The Analysis back from a file. */
import type { Analysis } from "../../analysis/analysis.ts";
import { checkAnalysis } from "../../analysis/check.ts";
import { SCHEMA_VERSION } from "../../analysis/schema-version.ts";
import { InputError } from "../../errors.ts";

/** @throws InputError when the text is no Analysis of this schema version */
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
    throw wrong("the file is no JSON", cause);
  }
  if (typeof value !== "object" || value === null || !("schemaVersion" in value))
    throw wrong("the file has no schemaVersion");
  const { schemaVersion } = value;
  if (schemaVersion !== SCHEMA_VERSION)
    throw wrong(
      typeof schemaVersion === "number"
        ? `its schemaVersion is ${schemaVersion}; this version reads ${SCHEMA_VERSION}`
        : `its schemaVersion is no number; this version reads ${SCHEMA_VERSION}`,
    );
  const checked = checkAnalysis(value);
  if (typeof checked === "string") throw wrong(checked);
  return checked;
};
