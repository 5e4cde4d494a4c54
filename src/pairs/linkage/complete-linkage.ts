/**
 * Complete linkage (Sorensen 1948) by the nearest-neighbour chain (Benzecri 1982; Murtagh 1983): clusters merge while the LOWEST
 * similarity between their members is at least the threshold, so no cluster holds a pair below it. O(m^2) time and memory.
 */

/**
 * @param similarities m x m, symmetric; overwritten
 * @returns the clusters, each an ascending list of indices, in order of their first member
 */
export const completeLinkage = (similarities: Float32Array, m: number, threshold: number): number[][] => {
  const clusters: (number[] | null)[] = Array.from({ length: m }, (_, index) => [index]);
  if (m > 0 && areNear(similarities, m, threshold)) return [clusters.flatMap((cluster) => cluster!)];
  const chain: number[] = [];
  /** Those that may still merge, ascending: a cluster without a neighbour gets none by merges of others, which lower similarities. */
  const open = Int32Array.from({ length: m }, (_, index) => index);
  let count = m;
  const close = (cluster: number): void => {
    const at = open.indexOf(cluster);
    open.copyWithin(at, at + 1, count--);
  };

  /** The most similar other cluster at or above the threshold; the previous link wins ties so that the chain ends. */
  const nearest = (cluster: number, previous: number | undefined): number | undefined => {
    let best = previous;
    let highest = previous === undefined ? threshold : similarities[cluster * m + previous]!;
    for (let at = 0; at < count; at++) {
      const other = open[at]!;
      if (other === cluster) continue;
      const similarity = similarities[cluster * m + other]!;
      if (similarity > highest || (best === undefined && similarity === highest)) {
        highest = similarity;
        best = other;
      }
    }
    return highest >= threshold ? best : undefined;
  };

  for (;;) {
    if (chain.length === 0) {
      if (count === 0) break;
      chain.push(open[0]!);
    }
    const last = chain.at(-1)!;
    const previous = chain.at(-2);
    const neighbour = nearest(last, previous);
    if (neighbour === undefined) {
      close(last);
      chain.pop();
    } else if (neighbour === previous) {
      chain.length -= 2;
      const keep = Math.min(last, neighbour);
      const drop = Math.max(last, neighbour);
      clusters[keep] = [...clusters[keep]!, ...clusters[drop]!];
      clusters[drop] = null;
      close(drop);
      for (let at = 0; at < count; at++) {
        const other = open[at]!;
        const lowest = Math.min(similarities[keep * m + other]!, similarities[drop * m + other]!);
        similarities[keep * m + other] = lowest;
        similarities[other * m + keep] = lowest;
      }
    } else chain.push(neighbour);
  }
  return clusters.filter((cluster) => cluster !== null).map((cluster) => cluster.sort((a, b) => a - b));
};

/** Whether every pair reaches the threshold: then all merge, in whatever order. */
const areNear = (similarities: Float32Array, m: number, threshold: number): boolean => {
  for (let row = 0; row < m; row++)
    for (let column = row + 1; column < m; column++) if (similarities[row * m + column]! < threshold) return false;
  return true;
};
