/** JSON as Python writes it: NaN, Infinity and -Infinity stand unquoted. */

import { parseCell } from "./number-cell.ts";

const BROKEN = "\u0000broken:";

/**
 * The value of a JSON text; undefined when it is none. Broken numbers become the numbers NaN and +-Infinity.
 * Linear in the length of the text.
 */
export const parsePythonJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    if (!/NaN|Infinity/.test(text)) return undefined;
  }
  try {
    return JSON.parse(quoteBroken(text), (_, value: unknown) =>
      typeof value === "string" && value.startsWith(BROKEN) ? Number(value.slice(BROKEN.length)) : value,
    );
  } catch {
    return undefined;
  }
};

/** Strings are stepped over, so that a text that says NaN stays a text. */
const quoteBroken = (text: string): string =>
  text.replace(/"(?:[^"\\]|\\.)*"?|-?\bInfinity\b|\bNaN\b/gs, (token) =>
    token.startsWith('"') ? token : JSON.stringify(`${BROKEN}${token}`),
  );

const DEEPEST = 6;
const NUMBER = /^[-+]?(?:(?:\d{1,20}(?:\.\d{0,30})?|\.\d{1,30})(?:e[-+]?\d{1,3})?|nan|inf(?:inity)?)$/i;

/**
 * The numbers of a JSON object, nested names joined by slashes; lists are left out. A string is read where it is a plain
 * number, as `json.dumps(..., default=str)` writes those of libraries.
 */
export const flatNumbers = (value: unknown, prefix = "", depth = 0): [name: string, value: number][] => {
  if (typeof value === "number") return [[prefix, value]];
  if (typeof value === "string") return NUMBER.test(value) ? [[prefix, parseCell(value) ?? Number.NaN]] : [];
  if (typeof value !== "object" || value === null || Array.isArray(value) || depth > DEEPEST) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    flatNumbers(inner, prefix === "" ? name : `${prefix}/${name}`, depth + 1),
  );
};

/** The object of one line of JSON lines; null when the line is something else, undefined when it is broken JSON. */
export const jsonObject = (line: string): Record<string, unknown> | null | undefined => {
  const text = line.trim();
  if (!text.startsWith("{")) return null;
  if (!text.endsWith("}")) return undefined;
  const value = parsePythonJson(text);
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
};
