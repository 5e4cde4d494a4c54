/**
 * Finds the numbers of a training in a JSON document of any shape: rows, lists, lists with steps of their own, records of one number.
 * Every part of the document that can be a table is one candidate.
 */
import { flatNumbers } from "../table/python-json.ts";
import { type TidyRecord, tidyRecord } from "../table/tidy-table.ts";

export interface JsonSeries {
  path: readonly string[];
  values: readonly (number | null)[];
  /** Of its own; null where the place in the list counts. */
  steps: readonly number[] | null;
  stepName: "step" | "epoch";
}

export interface JsonParts {
  /** Lists of objects, each a row. */
  rows: [name: string, value: number][][][];
  series: JsonSeries[];
  records: TidyRecord[];
}

const DEEPEST = 12;
const STEPS = /^(?:(?:global_?)?steps?|iterations?|iters?|x|index|indices|epochs?)$/i;
const VALUES = /^(?:values?|y|data|metric_?values?)$/i;
const NAME = /^(?:name|metric|metric_?name|key|tag|label)$/i;
const WHOLE = /^\d{1,15}$/;

export const jsonParts = (document: unknown): JsonParts => {
  const parts: JsonParts = { rows: [], series: [], records: [] };
  visit(document, [], parts);
  return parts;
};

const visit = (value: unknown, path: readonly string[], parts: JsonParts): void => {
  if (typeof value !== "object" || value === null || path.length > DEEPEST) return;
  if (Array.isArray(value)) visitList(value, path, parts);
  else visitObject(value as Record<string, unknown>, path, parts);
};

const visitList = (list: readonly unknown[], path: readonly string[], parts: JsonParts): void => {
  if (list.some((item) => typeof item === "number")) {
    parts.series.push({ path, values: list.map(numberOrNull), steps: null, stepName: "step" });
    return;
  }
  const points = list.every(isNumbers) ? (list as number[][]) : [];
  if (points.length > 0) {
    // Step and value; TensorBoard puts the time in front.
    const width = points[0]!.length;
    if ((width === 2 || width === 3) && points.every((point) => point.length === width))
      parts.series.push({
        path,
        values: points.map((point) => point[width - 1]!),
        steps: points.map((point) => point[width - 2]!),
        stepName: "step",
      });
    return;
  }
  const [head] = list;
  if (Array.isArray(head) && head.length > 1 && head.every((name) => typeof name === "string")) {
    parts.rows.push(matrixRows(head, list.slice(1)));
    return;
  }
  const records = list.map(tidyRecord);
  if (records.some((record) => record !== null)) {
    for (const record of records) if (record) parts.records.push(record);
    return;
  }
  const rows = list.map((item) => flatNumbers(item).filter(([name]) => name !== ""));
  if (list.some((item) => hasLists(item))) for (const item of list) visit(item, path, parts);
  if (rows.some((row) => row.length > 0)) parts.rows.push(rows);
};

const visitObject = (object: Record<string, unknown>, path: readonly string[], parts: JsonParts): void => {
  const entries = Object.entries(object);
  if (visitMatrix(object, parts) || visitKeyed(entries, path, parts)) return;
  const lists = entries.filter((entry): entry is [string, unknown[]] => Array.isArray(entry[1]));
  const values = lists.filter(([key]) => VALUES.test(key));
  const steps = lists.find(([key]) => STEPS.test(key));
  const [[, list] = ["", []]] = values;
  if (values.length === 1 && list.some((item) => typeof item === "number")) {
    const own = entries.find(([key, name]) => NAME.test(key) && typeof name === "string")?.[1] as string | undefined;
    parts.series.push({
      path: own === undefined ? path : [...path, own],
      values: list.map(numberOrNull),
      steps: steps ? steps[1].map(numberOrNull).map((step, index) => step ?? index) : null,
      stepName: steps && /epoch/i.test(steps[0]) ? "epoch" : "step",
    });
    return;
  }
  for (const [key, inner] of entries) visit(inner, [...path, key], parts);
};

/** `{"columns": ["step", "d_loss"], "data": [[0, 0.69]]}`, as pandas and Weights & Biases write tables. */
const visitMatrix = ({ columns, data }: Record<string, unknown>, parts: JsonParts): boolean => {
  if (!Array.isArray(columns) || !Array.isArray(data) || !columns.every((name) => typeof name === "string"))
    return false;
  parts.rows.push(matrixRows(columns, data));
  return true;
};

const matrixRows = (names: readonly string[], rows: readonly unknown[]): JsonParts["rows"][number] =>
  rows.map((row) =>
    (Array.isArray(row) ? row : []).flatMap((cell, index): [string, number][] =>
      typeof cell === "number" && names[index] ? [[names[index], cell]] : [],
    ),
  );

/** `{"0": 0.69, "1": 0.68}` and `{"0": {"d_loss": 0.69}}`: the keys count, as where pandas writes columns or rows. */
const visitKeyed = (entries: readonly [string, unknown][], path: readonly string[], parts: JsonParts): boolean => {
  if (entries.length < 2 || !entries.every(([key]) => /^(?:epoch|step|iter(?:ation)?)?[_ ]?\d{1,15}$/i.test(key)))
    return false;
  const steps = entries.map(([key]) => Number(/\d+$/.exec(key)![0]));
  const numbers = entries.map(([, value]) => numberOrNull(value));
  if (numbers.some((value) => value !== null)) {
    parts.series.push({ path, values: numbers, steps, stepName: "step" });
    return true;
  }
  const rows = entries.map(([, value]) => flatNumbers(value).filter(([name]) => name !== ""));
  if (!rows.some((row) => row.length > 0)) return false;
  const name = WHOLE.test(entries[0]![0]) ? "step" : /^[a-z]+/i.exec(entries[0]![0])![0].toLowerCase();
  parts.rows.push(
    rows.map((row, index) => (row.some(([known]) => known === name) ? row : [[name, steps[index]!], ...row])),
  );
  return true;
};

const numberOrNull = (value: unknown): number | null => (typeof value === "number" ? value : null);

const isNumbers = (value: unknown): boolean =>
  Array.isArray(value) && value.length > 0 && value.length < 9 && value.every((item) => typeof item === "number");

const hasLists = (value: unknown): boolean =>
  typeof value === "object" &&
  value !== null &&
  Object.values(value).some((inner) => typeof inner === "object" && inner !== null);
