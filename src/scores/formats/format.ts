/** What a format of lines is: a reader that is fed line by line and says of each what it is. */
import { type LogTable, TableBuilder } from "../table/log-table.ts";

/**
 * `read`: the line's numbers were used. `refused`: it belongs to the format but can not be used. `other`: it says nothing
 * of what the format knows (configuration, prints, blank lines).
 */
type LineUse = "read" | "refused" | "other";

export interface LineReader {
  line(text: string): LineUse;
  /** Called once, behind the last line. */
  finish(): Pick<LogTable, "columns" | "rows"> &
    Partial<Pick<LogTable, "roles" | "hints" | "metrics" | "warnings">> & {
      /** What users should know of this format, beside the warnings of the table. */
      notes?: string[];
    };
}

export interface TextFormat {
  /** In words, as reports show it. */
  name: string;
  /** Lines it must be able to read before it is believed; default 1. */
  fewestLines?: number;
  /** @param source path of the log; some formats keep the name of a quantity in it */
  open(source: string): LineReader;
}

type Cells = readonly (readonly [name: string, value: number | null])[];

/** The row of one line: what it counts and what else it says, which alone is worth no row, and its quantities. */
export interface LineRow {
  beside?: Cells;
  quantities: Cells;
}

type Built = Pick<LogTable, "columns" | "rows">;

/**
 * A format in which every line is a row, or of no interest.
 * @param row null where the line says nothing of the format; a row without any quantity is refused
 * @param meaning what the columns are, asked for behind the last line
 */
export const rowPerLine = (
  row: (text: string) => LineRow | "refused" | null,
  meaning: (built: Built) => Omit<ReturnType<LineReader["finish"]>, keyof Built> = () => ({}),
): LineReader => {
  const table = new TableBuilder();
  return {
    line(text) {
      const found = row(text);
      if (found === null) return "other";
      if (found === "refused" || found.quantities.every(([, value]) => value === null)) return "refused";
      table.add([...(found.beside ?? []), ...found.quantities]);
      return "read";
    },
    finish() {
      const built = table.finish();
      return { ...built, ...meaning(built) };
    },
  };
};
