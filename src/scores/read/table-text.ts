/** A table of any length, fed line by line: parsed in blocks that each start with the header. */
import { InputError } from "../../errors.ts";
import { emptyTable, type LogTable, TableBuilder } from "../table/log-table.ts";
import { TidyTable, tidyColumns } from "../table/tidy-table.ts";
import { MOST_COLUMNS, parseTable, type Table } from "./delimited.ts";
import { HeaderSearch } from "./header-search.ts";
import { sharedPrefix, withoutPrefix } from "./shared-prefix.ts";
import { areNumberCells, areNumbers } from "./table-fit.ts";
import { tableNames } from "./table-names.ts";

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
  #tidy: TidyTable | null = null;
  readonly #search = new HeaderSearch();
  #header: string | null = null;
  #prefix = "";
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
    this.#prefix = areNumbers(header) ? "" : sharedPrefix(header, rows.at(-1) ?? "");
    this.#header = withoutPrefix(header, this.#prefix);
    for (const [index, line] of [header, ...rows].entries()) this.#take(line, whole || index < rows.length);
  }

  #take(line: string, whole: boolean): void {
    const text = withoutPrefix(line, this.#prefix);
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
    this.#warnings.push(...this.#first!.unread.warnings(this.#names));
    if (this.#tidy) return this.#finishTidy(this.#tidy);
    const built = this.#builder.finish();
    const nothing = Array<null>(built.rows).fill(null);
    const kept = new Map(built.columns.map((column) => [column.name, column.values]));
    return {
      source: this.#source,
      format: this.#names.includes("Wall time") ? "TensorBoard CSV" : DELIMITER_NAMES[this.#first!.delimiter]!,
      // Columns without any number are named too, so that messages can say so.
      columns: this.#names.map((name) => ({ name, values: kept.get(name) ?? nothing })),
      rows: built.rows,
      lines: this.#lines,
      roles: {},
      hints: {},
      metrics: [],
      warnings: [...this.#warnings, ...built.warnings],
    };
  }

  /** A row holds one number and says which. */
  #finishTidy(tidy: TidyTable): LogTable {
    const built = tidy.finish();
    return {
      ...emptyTable(this.#source, `${DELIMITER_NAMES[this.#first!.delimiter]!} of one number a row`),
      ...built,
      lines: this.#lines,
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
      if (table.labels) this.#addTidy(table, table.labels);
      else for (const row of table.rows) this.#builder.addCells(this.#names, row);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      this.#broken = error;
    }
  }

  #addTidy({ header, rows }: Table, labels: readonly string[]): void {
    const places = tidyColumns(header)!;
    this.#tidy ??= new TidyTable();
    for (const [index, row] of rows.entries()) {
      const [name, value] = [labels[index]!, row[places.value] ?? null];
      if (name !== "" && value !== null)
        this.#tidy.add({ name, value, step: row[places.step] ?? null, epoch: row[places.epoch] ?? null });
    }
  }

  #start(table: Table): void {
    if (table.leftOut > 0)
      this.#warnings.push(
        `The table has ${table.leftOut} columns behind the first ${MOST_COLUMNS}; they were left out.`,
      );
    if (table.header.length > 1 && areNumberCells(table.header)) {
      this.#names = table.header.map((_, index) => `column ${index + 1}`);
      this.#lines.read++;
      this.#builder.add(table.header.map((cell, index) => [this.#names[index]!, Number(cell)] as const));
      this.#warnings.push(
        "The table has no header: its columns are numbered. Next: say which is which, such as --columns step=1,score-g=2,score-d=3.",
      );
    } else this.#names = tableNames(table.header, this.#source, this.#warnings);
    this.#first = { ...table, rows: [] };
  }
}
