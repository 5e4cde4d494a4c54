/** The row at which a state begins. Windows are parts of the log, so their borders move while it grows; rows do not. */

/**
 * Where a state that holds in most rows up to `end` begins: the change point (Page 1954), the row from which on the rows that hold
 * outnumber the others by most. Rows behind `end` add the same to all candidates, so it stays while the log grows.
 * @param holds of each row
 * @param rows.earliest the state can begin, `start` is taken when no row stands out, `end` is the last row of its first window
 */
export const changePoint = (
  holds: (row: number) => boolean,
  { earliest, start, end }: { earliest: number; start: number; end: number },
): number => {
  let best = { row: start, sum: 0 };
  let sum = 0;
  for (let row = end; row >= earliest; row--) {
    const own = holds(row);
    sum += own ? 1 : -1;
    // Of equals the earlier one that holds: a state that every second row shows began with the first of them.
    if (sum > best.sum || (sum === best.sum && sum > 0 && own)) best = { row, sum };
  }
  return best.row;
};
