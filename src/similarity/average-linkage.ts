/**
 * Average linkage (UPGMA, Sokal & Michener 1958) by the nearest-neighbour chain (Benzecri 1982; Murtagh 1983): clusters merge
 * while the MEAN similarity between their members is at least the threshold, so the mean over all pairs of a cluster is too.
 * Complete linkage breaks one mode into many as soon as two of its images differ a little more. O(m^2) time and memory.
 */

/**
 * @param similarities m x m, symmetric: mean similarity between the members of two items; overwritten
 * @param sizes members of each item, 1 when items are single images
 * @returns the clusters, each an ascending list of indices, in order of their first member
 */
export const averageLinkage = (similarities: Float32Array, sizes: readonly number[], threshold: number): number[][] => {
  const m = sizes.length;
  const weights = [...sizes];
  const clusters: (number[] | null)[] = Array.from({ length: m }, (_, index) => [index]);
  const finished = new Uint8Array(m);
  const chain: number[] = [];
  let next = 0;

  /** The most similar other cluster at or above the threshold; the previous link wins ties so that the chain ends. */
  const nearest = (cluster: number, previous: number | undefined): number | undefined => {
    let best = previous;
    let highest = previous === undefined ? threshold : similarities[cluster * m + previous]!;
    for (let other = 0; other < m; other++) {
      if (other === cluster || !clusters[other]) continue;
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
      while (next < m && (!clusters[next] || finished[next])) next++;
      if (next === m) break;
      chain.push(next);
    }
    const last = chain.at(-1)!;
    const previous = chain.at(-2);
    const neighbour = nearest(last, previous);
    if (neighbour === undefined) {
      finished[last] = 1;
      chain.pop();
    } else if (neighbour === previous) {
      chain.length -= 2;
      const keep = Math.min(last, neighbour);
      const drop = Math.max(last, neighbour);
      clusters[keep] = [...clusters[keep]!, ...clusters[drop]!];
      clusters[drop] = null;
      const keptShare = weights[keep]! / (weights[keep]! + weights[drop]!);
      weights[keep]! += weights[drop]!;
      for (let other = 0; other < m; other++) {
        const mean = keptShare * similarities[keep * m + other]! + (1 - keptShare) * similarities[drop * m + other]!;
        similarities[keep * m + other] = mean;
        similarities[other * m + keep] = mean;
      }
    } else chain.push(neighbour);
  }
  return clusters.filter((cluster) => cluster !== null).map((cluster) => cluster.sort((a, b) => a - b));
};
