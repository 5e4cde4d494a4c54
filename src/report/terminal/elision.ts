/** Which rows of a long table are shown: its ends, and what must stay in sight. */

/** A row by its index, or how many are left out in its place. */
export type Row = number | { hidden: number };

/**
 * @param most rows that there may be, those in place of hidden ones included
 * @param wanted indices, the most important first; then the ends of the table come
 */
export const shownRows = (count: number, most: number, wanted: readonly number[]): Row[] => {
  let shown: number[] = [];
  for (const index of new Set([...wanted, ...fromTheEnds(count)])) {
    if (index < 0 || index >= count) continue;
    const more = [...shown, index].sort((a, b) => a - b);
    if (shown.length === 0 || withGaps(more, count).length <= most) shown = more;
  }
  return withGaps(shown, count);
};

/** Last, first, last but one, second ... */
const fromTheEnds = (count: number): number[] =>
  Array.from({ length: count }, (_, rank) => (rank % 2 === 0 ? count - 1 - rank / 2 : (rank - 1) / 2));

/** A gap of one row is that row: it takes no more room. */
const withGaps = (shown: readonly number[], count: number): Row[] => {
  const rows: Row[] = [];
  let next = 0;
  for (const index of [...shown, count]) {
    const hidden = index - next;
    if (hidden === 1) rows.push(next);
    else if (hidden > 1) rows.push({ hidden });
    if (index < count) rows.push(index);
    next = index + 1;
  }
  return rows;
};
