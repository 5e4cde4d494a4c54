/** Looks for the header of a table in a text: the first line whose next line is a row of it. */
import { isNumberCell } from "../table/cell-kind.ts";
import { cellsOf, delimiterOf, fitsHeader, isKnownHeader } from "./table-fit.ts";

/** Lines below known names that may be no rows: units, the header again, empty cells. */
const MOST_BETWEEN = 20;
/** A text without a header in its first lines is no table. */
const LONGEST_SEARCH = 5000;

export interface FoundHeader {
  /** Lines above the header. */
  before: number;
  header: string;
  /** The lines below it that were seen. */
  rows: readonly string[];
}

export class HeaderSearch {
  #seen = 0;
  #previous: string | null = null;
  #known: FoundHeader & { rows: string[] } = { before: 0, header: "", rows: [] };

  /** The header, once a line fits below it. */
  line(text: string): FoundHeader | null {
    if (this.#seen++ >= LONGEST_SEARCH) return null;
    const [known, previous] = [this.#known, this.#previous];
    this.#previous = text;
    if (known.header !== "") {
      known.rows.push(text);
      if (fitsHeader(known.header, text)) return known;
    }
    if (previous !== null && fitsHeader(previous, text) && (known.header === "" || hasNoNumbers(previous)))
      return { before: this.#seen - 2, header: previous, rows: [text] };
    if (known.header === "" && isKnownHeader(text)) this.#known = { before: this.#seen - 1, header: text, rows: [] };
    else if (known.rows.length >= MOST_BETWEEN) this.#known = { before: 0, header: "", rows: [] };
    return null;
  }

  /** Known names, whatever stands below them. */
  any(): FoundHeader | null {
    return this.#known.header === "" ? null : this.#known;
  }
}

const hasNoNumbers = (header: string): boolean => !cellsOf(header, delimiterOf(header) ?? ",").some(isNumberCell);
