/**
 * MLflow keeps one file per metric, called after it, below a folder `metrics`: `1616161600000 0.6500 100`, which is the time, the value and
 * the step. Where the program gave no step, all are 0 and the lines count.
 */
import { numberAt } from "../table/number-notation.ts";
import { rowPerLine, type TextFormat } from "./format.ts";

export const mlflow: TextFormat = {
  name: "MLflow metric file",
  open(source) {
    const name = metricOf(source);
    let hasSteps = false;
    const rows = rowPerLine((text) => {
      const time = /^\d{10,16} (?=[-+.\dni])/i.exec(text)?.[0];
      if (time === undefined) return null;
      const value = numberAt(text, time.length);
      const step = value && /^ (\d{1,15})\s{0,9}$/.exec(text.slice(value.end))?.[1];
      if (!value || step == null) return "refused";
      hasSteps ||= Number(step) !== 0;
      return { beside: [["step", Number(step)]], quantities: [[name, value.value]] };
    });
    return {
      line: rows.line,
      finish() {
        const built = rows.finish();
        return hasSteps
          ? { ...built, roles: { step: "step" } }
          : { ...built, columns: built.columns.filter((column) => column.name === name) };
      },
    };
  },
};

/** Names of metrics may hold slashes, which are folders then. */
const metricOf = (source: string): string => {
  const parts = source.split(/[\\/]/);
  return parts.slice(parts.lastIndexOf("metrics", -2) + 1 || -1).join("/");
};
