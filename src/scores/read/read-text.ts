/** Finds the format of a log by its lines, and reads it. */
import { InputError } from "../../errors.ts";
import type { LineReader, TextFormat } from "../formats/format.ts";
import { GENERAL, SPECIFIC } from "../formats/registry.ts";
import type { LogTable } from "../table/log-table.ts";
import { unwrapNumbers } from "../table/unwrap-numbers.ts";
import { withoutJsonAround } from "./json-message.ts";
import { withNarrowForms } from "./lines.ts";
import { isOfLogger, withoutLoggerPrefix } from "./logger-prefix.ts";
import { firstNamed, type LossWords, lossNamedIn, withWords } from "./loss-words.ts";
import { nearestFormat } from "./nearest-format.ts";
import { isKnownHeader } from "./table-fit.ts";
import { TableText } from "./table-text.ts";

/** Every so many lines the format is settled, if any can read some of them by then. */
const HEAD_LINES = 1000;

interface Candidate {
  format: TextFormat;
  reader: LineReader;
  lines: LogTable["lines"];
}

export class TextLog {
  readonly #source: string;
  #specific: Candidate[];
  #general: Candidate[];
  #table: TableText | null;
  #seen = 0;
  #unfinished: string | null = null;
  #words: LossWords | null = null;

  constructor(source: string) {
    this.#source = source;
    const open = (format: TextFormat): Candidate => ({
      format,
      reader: format.open(source),
      lines: { read: 0, refused: 0, other: 0 },
    });
    this.#specific = SPECIFIC.map(open);
    this.#general = GENERAL.map(open);
    this.#table = new TableText(source);
  }

  /** @param whole whether the line was ended; a log that is still being written ends in half a line */
  line(printed: string, whole: boolean): void {
    const text = unwrapNumbers(withNarrowForms(withoutJsonAround(printed)));
    const message = withoutLoggerPrefix(text);
    // A time alone may be the first cell of a row.
    this.#table?.line(isOfLogger(text.slice(0, text.length - message.length)) ? message : text, whole);
    if (text.trim() === "") return;
    // A closing bracket shows that the row is whole.
    const complete = whole || /[\]})]\s*$/.test(text);
    this.#words = firstNamed(this.#words, lossNamedIn(message));
    for (const { format, reader, lines } of [...this.#specific, ...this.#general])
      if (complete) lines[reader.line(message)]++;
      else lines[isRow(format, message, this.#source) ? "refused" : "other"]++;
    this.#unfinished = complete ? null : message;
    if (++this.#seen % HEAD_LINES === 0) this.#settle();
  }

  /** @throws InputError when no format can read the log */
  finish(): LogTable {
    return withWords(this.#read(), this.#words);
  }

  #read(): LogTable {
    this.#settle();
    const known = best(this.#specific);
    if (known) return this.#finishReader(known);
    if (this.#table?.header && isKnownHeader(this.#table.header)) return this.#table.finish();
    const general = best(this.#general);
    if (general) return this.#finishReader(general);
    if (this.#table?.acceptAnyHeader()) return this.#table.finish();
    throw new InputError(
      "SCORES_FORMAT",
      `Expected a score log in ${this.#source} but it is text of which none of the ${SPECIFIC.length + GENERAL.length + 1} known formats can read a row. ${nearestFormat([...this.#specific, ...this.#general])} Next: write the log as CSV, for example step,scoreGenerator,scoreDiscriminator.`,
    );
  }

  /** Once a format has read lines, the others need not look any more. */
  #settle(): void {
    const known = best(this.#specific);
    if (known) {
      this.#specific = [known];
      this.#general = [];
      this.#table = null;
    } else if (this.#table?.header && isKnownHeader(this.#table.header)) {
      this.#specific = [];
      this.#general = [];
    }
  }

  #finishReader({ format, reader, lines }: Candidate): LogTable {
    const built = reader.finish();
    const warnings = [...(built.notes ?? []), ...(built.warnings ?? [])];
    const isCut = this.#unfinished !== null && isRow(format, this.#unfinished, this.#source);
    if (isCut) warnings.push("The last line of the log is unfinished and was left out.");
    const refused = lines.refused - (isCut ? 1 : 0);
    if (refused > 0)
      warnings.push(
        `${refused} lines look like rows of the format ${format.name} but can not be read and were left out.`,
      );
    return {
      source: this.#source,
      format: format.name,
      columns: built.columns,
      rows: built.rows,
      lines,
      roles: built.roles ?? {},
      hints: built.hints ?? {},
      metrics: built.metrics ?? [],
      warnings,
    };
  }
}

/** Whether a line is one of the format's rows, as a new reader sees it. */
const isRow = (format: TextFormat, text: string, source: string): boolean => format.open(source).line(text) !== "other";

/** The one that read most lines, and as many as it needs to be sure; the first of equals. */
const best = (candidates: readonly Candidate[]): Candidate | null =>
  candidates.reduce<Candidate | null>(
    (winner, candidate) =>
      candidate.lines.read >= (candidate.format.fewestLines ?? 1) && candidate.lines.read > (winner?.lines.read ?? 0)
        ? candidate
        : winner,
    null,
  );
