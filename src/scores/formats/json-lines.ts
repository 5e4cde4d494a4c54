/**
 * JSON lines of any training loop: an object with numbers per line, nested names joined by slashes; or, as trackers keep them, one number
 * per line with its name beside it: `{"metricName": "d_loss", "metricValue": "0.65", "step": 100}`.
 */
import { flatNumbers, jsonObject } from "../table/python-json.ts";
import { TidyTable, tidyRecord } from "../table/tidy-table.ts";
import { rowPerLine, type TextFormat } from "./format.ts";

export const jsonLines: TextFormat = {
  name: "JSON lines",
  open() {
    const records = new TidyTable();
    const rows = rowPerLine((text) => {
      const object = jsonObject(text);
      return object === null ? null : { quantities: flatNumbers(object) };
    });
    const read = { records: 0, rows: 0 };
    return {
      line(text) {
        const record = text.includes("alue") ? tidyRecord(jsonObject(text)) : null;
        if (record) {
          records.add(record);
          read.records++;
          return "read";
        }
        const use = rows.line(text);
        if (use === "read") read.rows++;
        return use;
      },
      finish: () => (read.records > read.rows ? records.finish() : rows.finish()),
    };
  },
};
