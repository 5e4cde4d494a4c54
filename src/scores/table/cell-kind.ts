/** Tells the cells of rows from those of headers and sentences. */

/** A cell that is a number alone, however it is written, or one with a unit behind it. */
const NUMBER_CELL =
  /^(?:[\w.]{1,20}\()?\[?[-+]?(?:\d[\d.,_' ]*|[.,]\d+|nan|inf(?:inity)?)(?:[ef][-+]?\d+)?\s?(?:%|[a-z]{1,3}|\/\s?\d{1,15})?(?:[,)\]].{0,80})?$/i;
/** Longer cells are no numbers, and need not be looked at. */
const LONGEST_NUMBER = 120;

export const isNumberCell = (cell: string): boolean => cell.length <= LONGEST_NUMBER && NUMBER_CELL.test(cell);
