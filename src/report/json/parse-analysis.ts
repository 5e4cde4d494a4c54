/** The Analysis back from a file, or a set of them. */
import type { Analysis } from "../../analysis/analysis.ts";
import { checkAnalysis, checkRunSet } from "../../analysis/check.ts";
import { SCHEMA_VERSION } from "../../analysis/schema-version.ts";
import { InputError } from "../../errors.ts";
import { isRunSet, type Result } from "../runs.ts";
import { wellFormed } from "../words.ts";

/** JSON can hold half of a character, which stands in no page and no address. */
const HALF_CHARACTER = /\\u[dD][89a-fA-F]/;

const wholeCharacters = (_key: string, value: unknown): unknown =>
  typeof value === "string" ? wellFormed(value) : value;

/** @throws InputError when the text is no Analysis of this schema version, or holds several */
export const parseAnalysis = (json: string): Analysis => {
  const result = parseResult(json);
  if (isRunSet(result)) throw wrong(`it holds ${result.runs.length} runs, which parseResult reads`);
  return result;
};

/** @throws InputError when the text is nothing that check writes, or of another schema version */
export const parseResult = (json: string): Result => {
  let value: unknown;
  try {
    value = JSON.parse(json, HALF_CHARACTER.test(json) ? wholeCharacters : undefined);
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
  const checked = "runs" in value ? checkRunSet(value) : checkAnalysis(value);
  if (typeof checked === "string") throw wrong(checked);
  return checked;
};

const wrong = (found: string, cause?: unknown): InputError =>
  new InputError(
    "ANALYSIS",
    `Expected an analysis written by gan-diversity check --json but ${found}. Next: write it again with check --json.`,
    { cause },
  );
