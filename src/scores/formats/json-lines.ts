/** JSON lines of any training loop: an object with numbers per line, nested names joined by slashes. */
import { TableBuilder } from "../table/log-table.ts";
import { flatNumbers, jsonObject } from "../table/python-json.ts";
import type { TextFormat } from "./format.ts";

export const jsonLines: TextFormat = {
  name: "JSON lines",
  open() {
    const table = new TableBuilder();
    return {
      line(text) {
        const object = jsonObject(text);
        if (object === null) return "other";
        const cells = flatNumbers(object);
        if (cells.length === 0) return "refused";
        table.add(cells);
        return "read";
      },
      finish: () => table.finish(),
    };
  },
};
