/** Cells that look like numbers but are none that is certain, such as "0x1f": what they would have said is missing, and the user is told. */

/** A digit, and no date, no time and no range of words: those were never meant as numbers. */
const LOOKS_LIKE_A_NUMBER = /^[-+~<>$]?[\d.][^\s:]*$|^\[[^:]*\d[^:]*\]$/;
const DATE = /^\d{1,4}([-/.])\d{1,2}\1\d{1,4}/;

export class UnreadCells {
  readonly #columns = new Map<number, { count: number; example: string }>();

  /** @param cell of a column that holds no number there */
  add(column: number, cell: string | undefined): void {
    if (cell === undefined || !/\d/.test(cell) || !LOOKS_LIKE_A_NUMBER.test(cell) || DATE.test(cell)) return;
    const known = this.#columns.get(column);
    if (known) known.count++;
    else this.#columns.set(column, { count: 1, example: cell });
  }

  warnings(names: readonly string[]): string[] {
    return [...this.#columns].flatMap(([column, { count, example }]) => {
      const name = names[column];
      return name
        ? [
            `${count} cells of ${name.slice(0, 40)} are no numbers that are certain, such as ${JSON.stringify(example.slice(0, 40))}, and were left out.`,
          ]
        : [];
    });
  }
}
