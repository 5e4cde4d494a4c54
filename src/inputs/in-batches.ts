/** Does slow work on some items at once, in order: results come as the items do. */
export const inBatches = async <Item, Result>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> => {
  const results: Result[] = [];
  for (let start = 0; start < items.length; start += atOnce)
    for (const result of await Promise.all(items.slice(start, start + atOnce).map(work))) results.push(result);
  return results;
};
