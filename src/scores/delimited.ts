/** Reads a table with a header line: commas, semicolons, tabs or bars; quoted names; decimal commas beside semicolons. */
import { parse } from "csv-parse/sync";
import { InputError } from "../errors.ts";

export interface Table {
  header: string[];
  /** Numbers; null for an empty or unreadable cell. NaN and infinities are kept. */
  rows: (number | null)[][];
  delimiter: string;
  /** The last line had fewer cells than the header and was left out: a log that is still being written. */
  unfinished: boolean;
}

const DELIMITERS = [",", ";", "\t", "|"];

/** @throws InputError when the text is no table */
export const parseTable = (text: string, source: string): Table => {
  const firstLine =
    text
      .replace(/^\uFEFF/, "")
      .trimStart()
      .split(/\r?\n/, 1)[0] ?? "";
  const count = (delimiter: string) => firstLine.split(delimiter).length;
  const delimiter = DELIMITERS.reduce((best, candidate) => (count(candidate) > count(best) ? candidate : best));
  if (count(delimiter) < 2)
    throw new InputError(
      "SCORES_FORMAT",
      `Expected a table with a header line (CSV or TSV) in ${source} but its first line is ${JSON.stringify(firstLine.slice(0, 80))}. Next: write the log as CSV, for example step,scoreGenerator,scoreDiscriminator.`,
    );
  let records: string[][];
  try {
    records = parse(text, {
      bom: true,
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      trim: true,
    });
  } catch (cause) {
    throw new InputError(
      "SCORES_FORMAT",
      `Expected a CSV or TSV table in ${source} but: ${(cause as Error).message}.`,
      {
        cause,
      },
    );
  }
  const [header = [], ...body] = records;
  const last = body.at(-1);
  const unfinished = last !== undefined && last.length < header.length && !/\n\s*$/.test(text);
  if (unfinished) body.pop();
  return {
    header,
    rows: body.map((cells) => header.map((_, index) => parseCell(cells[index], delimiter))),
    delimiter,
    unfinished,
  };
};

const NUMBER = /[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/i;

/** "0.5", "65.62%" (as .6562), "tensor(10.5, grad_fn=...)", "nan", "-inf"; null when there is no number. */
export const parseCell = (cell: string | undefined, delimiter = ","): number | null => {
  const text = (cell ?? "").trim();
  const bare = /^tensor\((.*)$/is.exec(text)?.[1] ?? text;
  const special = /^([-+]?)(nan|inf(?:inity)?)\b/i.exec(bare);
  if (special) {
    if (special[2]!.toLowerCase() === "nan") return Number.NaN;
    return special[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  }
  const decimal = delimiter === "," ? bare : bare.replace(/^([-+]?\d+),(\d+)/, "$1.$2");
  const match = NUMBER.exec(decimal);
  if (!match || match.index > 0) return null;
  const value = Number(match[0]);
  return decimal.slice(match[0].length).startsWith("%") ? value / 100 : value;
};
