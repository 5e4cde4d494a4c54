/** What a format of lines is: a reader that is fed line by line and says of each what it is. */
import type { LogTable } from "../table/log-table.ts";

/**
 * `read`: the line's numbers were used. `refused`: it belongs to the format but can not be used. `other`: it says nothing
 * of what the format knows (configuration, prints, blank lines).
 */
export type LineUse = "read" | "refused" | "other";

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

/** The use of a line that should have held these numbers. */
export const useOf = (row: readonly (number | null)[]): LineUse =>
  row.every((value) => value === null) ? "refused" : "read";
