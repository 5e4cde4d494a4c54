/** Whether a value read from a file is an Analysis. Reports rely on it: what passes here can be rendered. */
import * as v from "valibot";
import { type Analysis, analysisSchema } from "./definition.ts";
import { type RunSet, runSetSchema } from "./run-set.ts";

/** @returns the fields of an Analysis alone, or in words where the value first differs from one, never repeating what it holds */
export const checkAnalysis = (value: unknown): Analysis | string => checked(analysisSchema, value);

/** The same for several runs. */
export const checkRunSet = (value: unknown): RunSet | string => checked(runSetSchema, value);

const checked = <T>(schema: v.GenericSchema<T>, value: unknown): T | string => {
  const { success, output, issues } = v.safeParse(schema, value, { abortEarly: true });
  return success ? output : differenceOf(issues[0]);
};

const differenceOf = ({ path, input, message }: v.BaseIssue<unknown>): string => {
  const place = (path ?? []).map(({ key }) => (typeof key === "number" ? `[${key}]` : `.${key}`)).join("");
  return `the analysis${place} is ${input === undefined ? "missing" : `${nameOf(input, message)}, not ${message}`}`;
};

/** Never more than its kind, for a value may be huge or hostile; a number where another one was expected. */
const nameOf = (value: unknown, expected: string): string => {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "number" && expected.includes("number")) return `${value}`;
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
};
