/** A table of any length, fed line by line: parsed in blocks that each start with the header. */
import { basename } from "node:path";
import { InputError } from "../../errors.ts";
import { type LogTable, TableBuilder } from "../table/log-table.ts";
import { parseTable, type Table } from "./delimited.ts";
import { HeaderSearch } from "./header-search.ts";

const BLOCK = 4 * 2 ** 20;
const DELIMITER_NAMES: Record<string, string> = {
  ",": "CSV",
  ";": "CSV with semicolons",
  "\t": "TSV",
  "|": "table with bars",
};

export class TableText {
  readonly #source: string;
  readonly #builder = new TableBuilder();
  readonly #lines = { read: 0, refused: 0, other: 0 };
  readonly #warnings: string[] = [];
  readonly #search = new HeaderSearch();
  #header: string | null = null;
  #block: string[] = [];
  #size = 0;
  #quotes = 0;
  #first: Table | null = null;
  #names: string[] = [];
  #overlong = 0;
  #broken: InputError | null = null;

  constructor(source: string) {
    this.#source = source;
  }

  /** The header line; null before one was found. */
  get header(): string | null {
    return this.#header;
  }

  line(text: string, whole: boolean): void {
    if (this.#broken) return;
    if (this.#header !== null) {
      this.#take(text, whole);
      return;
    }
    // Excel's hint for its own reader, comments and blank lines.
    if (text.trim() === "" || /^(?:sep=.|#(?!.*[,;\t].*[,;\t]))/i.test(text.slice(0, 2000))) {
      if (text.trim() !== "") this.#lines.other++;
      return;
    }
    const found = this.#search.line(text);
    if (found) this.#begin(found, whole);
  }

  /** For a text that nothing else can read: known names with lines below that do not fit them. */
  acceptAnyHeader(): boolean {
    const found = this.#header === null ? this.#search.any() : null;
    if (found) this.#begin(found, true);
    return this.#header !== null;
  }

  #begin({ before, header, rows }: { before: number; header: string; rows: readonly string[] }, whole: boolean): void {
    this.#lines.other += before;
    this.#header = header;
    for (const [index, line] of [header, ...rows].entries()) this.#take(line, whole || index < rows.length);
  }

  #take(text: string, whole: boolean): void {
    this.#block.push(whole ? `${text}\n` : text);
    this.#size += text.length;
    this.#quotes += text.split('"').length - 1;
    if (this.#size > BLOCK && this.#quotes % 2 === 0) this.#parse();
  }

  /** @throws InputError when the lines are no table */
  finish(): LogTable {
    this.#parse();
    if (this.#broken) throw this.#broken;
    if (this.#overlong > 0)
      this.#warnings.push(
        `${this.#overlong} rows have more cells than the header and were left out: quote cells that hold commas, and name every column.`,
      );
    const built = this.#builder.finish();
    const kept = new Map(built.columns.map((column) => [column.name, column.values]));
    return {
      source: this.#source,
      format: this.#names.includes(VALUE) ? "TensorBoard CSV" : DELIMITER_NAMES[this.#first!.delimiter]!,
      // Columns without any number are named too, so that messages can say so.
      columns: this.#names.map((name) => ({
        name: name === VALUE ? tagOfFile(this.#source) : name,
        values: kept.get(name) ?? Array<null>(built.rows).fill(null),
      })),
      rows: built.rows,
      lines: this.#lines,
      roles: {},
      hints: {},
      metrics: [],
      warnings: [...this.#warnings, ...built.warnings],
    };
  }

  #parse(): void {
    const text = this.#first ? `${this.#header}\n${this.#block.join("")}` : this.#block.join("");
    this.#block = [];
    this.#size = 0;
    try {
      const table = parseTable(text, this.#source, this.#first ?? undefined);
      if (!this.#first) this.#start(table);
      this.#lines.read += table.rows.length;
      this.#lines.refused += table.overlong + (table.unfinished ? 1 : 0);
      this.#lines.other += table.wordy;
      this.#overlong += table.overlong;
      if (table.unfinished) this.#warnings.push("The last line of the log is unfinished and was left out.");
      for (const row of table.rows) this.#builder.addCells(this.#names, row);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      this.#broken = error;
    }
  }

  #start(table: Table): void {
    const headerless =
      table.header.length > 1 && table.header.every((cell) => cell !== "" && Number.isFinite(Number(cell)));
    if (headerless) {
      this.#names = table.header.map((_, index) => `column ${index + 1}`);
      this.#lines.read++;
      this.#builder.add(table.header.map((cell, index) => [this.#names[index]!, Number(cell)] as const));
      this.#warnings.push(
        "The table has no header: its columns are numbered. Next: say which is which, such as --columns step=1,score-g=2,score-d=3.",
      );
    } else this.#names = namesOf(table.header, this.#warnings);
    this.#first = { ...table, rows: [] };
  }
}

const VALUE = "Value";

/** Weights & Biases writes "<run> - Loss_D" with __MIN and __MAX beside it; TensorBoard "Wall time,Step,Value". */
const namesOf = (header: readonly string[], warnings: string[]): string[] => {
  const isTensorBoard = header.length === 3 && header[0] === "Wall time" && header[1] === "Step" && header[2] === VALUE;
  if (isTensorBoard) return ["Wall time", "step", VALUE];
  const unique = (names: readonly string[]) => new Set(names).size === names.length;
  const bare = header.map((name) => (/__(?:MIN|MAX)$/.test(name) ? "" : name.slice(runPrefix(name))));
  const kept = bare.filter((name) => name !== "");
  if (
    !header.some((name) => /__(?:MIN|MAX)$/.test(name)) &&
    !header.every((name) => runPrefix(name) > 0 || /^_?step$/i.test(name))
  )
    return uniqueNames(header);
  if (unique(kept)) return bare;
  warnings.push(
    "The table holds several runs, and one of them is read. Next: name the columns of one run, such as --columns loss-g=...,loss-d=....",
  );
  return uniqueNames(header);
};

const runPrefix = (name: string): number => {
  const at = name.lastIndexOf(" - ");
  return at === -1 ? 0 : at + 3;
};

/** A name that stands twice is told apart by its column's number; the first keeps its name. */
const uniqueNames = (header: readonly string[]): string[] => {
  const seen = new Set<string>();
  return header.map((name, index) => {
    const unique = seen.has(name) ? `${name} (column ${index + 1})` : name;
    seen.add(name);
    return unique;
  });
};

/** TensorBoard names a download "run-<run>-tag-<tag>.csv". */
const tagOfFile = (source: string): string => {
  const name = basename(source).replace(/\.[a-z]{1,4}$/i, "");
  const at = name.lastIndexOf("tag-");
  return at === -1 ? name : name.slice(at + 4);
};
