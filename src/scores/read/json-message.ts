/** Takes a printed line out of the JSON that a logger put around it: Docker's `{"log": "...\n"}`, structured logs' `{"message": "..."}`. */
import { meaningOf } from "../table/find-columns.ts";
import { metricName } from "../table/metric-series.ts";
import { jsonObject } from "../table/python-json.ts";

const MESSAGE = /"(?:message|msg|log|event|text)"\s?:\s?"/;
const KEYS = ["message", "msg", "log", "event", "text"];

/** The line as it is where its numbers stand beside the message, or where there is none. */
export const withoutJsonAround = (line: string): string => {
  if (!/^\s{0,9}\{/.test(line) || !MESSAGE.test(line)) return line;
  const object = jsonObject(line);
  if (!object) return line;
  const message = KEYS.map((key) => object[key]).find((value) => typeof value === "string");
  const isNumbered = Object.entries(object).some(
    ([key, value]) => typeof value === "number" && (meaningOf(key) !== null || metricName(key) !== null),
  );
  if (message === undefined || isNumbered || !/\d/.test(message)) return line;
  // A bar that rewrites its line stands last.
  return message
    .trimEnd()
    .split(/[\r\n]/)
    .at(-1)!;
};
