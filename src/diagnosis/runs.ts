/** Unbroken runs of true flags, in order; indices are inclusive. */
export const runsOf = (flags: readonly boolean[]): { first: number; last: number }[] => {
  const runs: { first: number; last: number }[] = [];
  flags.forEach((flag, index) => {
    if (!flag) return;
    const open = runs.at(-1);
    if (open?.last === index - 1) open.last = index;
    else runs.push({ first: index, last: index });
  });
  return runs;
};
