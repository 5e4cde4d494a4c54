/**
 * Tables drawn with lines, printed once or anew for every record: `| epoch | d_loss | g_loss |` above `|     1 | 0.6450 | 0.7200 |`, or a
 * name and a number a line, as Baselines and rich draw them: `|    d_loss          | 0.645    |`.
 */
import { isNumberCell } from "../table/cell-kind.ts";
import { normalName, type Quantity } from "../table/columns.ts";
import { meaningOf } from "../table/find-columns.ts";
import { parseCell } from "../table/number-cell.ts";
import { RecordTable } from "../table/record-table.ts";
import { LONGEST_LINE } from "../table/scan.ts";
import type { TextFormat } from "./format.ts";

const BAR = /[|\u2502\u2503\u2551]/;
const ROW = /^\s{0,99}[|\u2502\u2503\u2551].*[|\u2502\u2503\u2551]\s{0,99}$/;
const RULE = /^[\s|:=+*_\u2500-\u257f-]+$/;
const COUNTS: ReadonlySet<Quantity> = new Set(["step", "epoch", "batch"]);

export const drawnTable: TextFormat = {
  name: "drawn table",
  open() {
    const records = new RecordTable();
    let names: readonly string[] = [];
    const add = (pairs: readonly (readonly [name: string, value: number | null])[]) => {
      const isCount = ([name]: readonly [string, number | null]) => COUNTS.has(meaningOf(name)?.quantity ?? "lossReal");
      records.add(
        pairs.flatMap(([name, value]) =>
          isCount([name, value]) && value !== null ? [{ name: normalName(name), value }] : [],
        ),
        pairs.filter((pair) => !isCount(pair)).map(([name, value]) => ({ name, value, isKnown: true })),
      );
    };
    return {
      line(text) {
        if (text.length > LONGEST_LINE || !ROW.test(text) || RULE.test(text)) return "other";
        const cells = text
          .trim()
          .slice(1, -1)
          .split(BAR)
          .map((cell) => cell.trim());
        const numbers = cells.filter(isNumberCell).length;
        const [first = "", second = ""] = cells;
        if (numbers === 1 && cells.length === 2 && first !== "" && !isNumberCell(first)) {
          add([[first, parseCell(second)]]);
          return "read";
        }
        if (numbers === 0) {
          if (cells.every((cell) => cell !== "")) names = cells;
          return "other";
        }
        if (cells.length !== names.length) return "other";
        add(names.map((name, index) => [name, parseCell(cells[index])]));
        return "read";
      },
      finish: () => records.finish(),
    };
  },
};
