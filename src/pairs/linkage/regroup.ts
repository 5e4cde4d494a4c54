/** The groups at another threshold, from the pairs that a report ships: the same as `findGroups` would find. */

import type { Edges } from "../../analysis/analysis.ts";
import { groupedBy } from "../../kit/grouped-by.ts";
import { completeLinkage } from "./complete-linkage.ts";
import { groupThreshold } from "./related-thresholds.ts";
import { UnionFind } from "./union-find.ts";

export interface Regrouped {
  /** Indices into `Edges.members`, ascending. */
  members: number[];
  medoid: number;
  farthestPair: [number, number];
  minSimilarity: number;
  meanSimilarity: number;
}

/** Groups of two or more, largest first, then by first member. @param threshold at least `edges.threshold` */
export const regroup = (edges: Edges, threshold: number): Regrouped[] => {
  const sets = new UnionFind(edges.members.length);
  edges.pairs.forEach(([a, b], index) => {
    if (edges.similarities[index]! >= threshold) sets.union(a, b);
  });
  const inside = [...edges.pairs.keys()].filter(
    (pair) => sets.find(edges.pairs[pair]![0]) === sets.find(edges.pairs[pair]![1]),
  );
  const pairsOf = groupedBy(inside, (pair) => sets.find(edges.pairs[pair]![0]));
  const groups: Regrouped[] = [];
  for (const component of sets.groups()) {
    const m = component.length;
    const place = new Map(component.map((member, index) => [member, index]));
    // Pairs that are not listed lie below `edges.from`, where linkage no longer looks.
    const similarities = new Float32Array(m * m).fill(-1);
    for (const pair of pairsOf.get(sets.find(component[0]!)) ?? []) {
      const [a, b] = edges.pairs[pair]!.map((member) => place.get(member)!) as [number, number];
      similarities[a * m + b] = similarities[b * m + a] = edges.similarities[pair]!;
    }
    for (const part of completeLinkage(similarities.slice(), m, groupThreshold(threshold)))
      if (part.length > 1) groups.push(shape(part, similarities, m, component));
  }
  return groups.sort((a, b) => b.members.length - a.members.length || a.members[0]! - b.members[0]!);
};

/** Every pair of a group is listed, so these are exact up to the rounding of the similarities. */
const shape = (
  part: readonly number[],
  similarities: Float32Array,
  m: number,
  component: readonly number[],
): Regrouped => {
  let lowest = Number.POSITIVE_INFINITY;
  let farthest: [number, number] = [part[0]!, part[1]!];
  let sum = 0;
  let medoid = part[0]!;
  let highest = Number.NEGATIVE_INFINITY;
  for (const a of part) {
    let towardsAll = 0;
    for (const b of part) {
      if (a === b) continue;
      const similarity = similarities[a * m + b]!;
      towardsAll += similarity;
      if (a < b && similarity < lowest) {
        lowest = similarity;
        farthest = [a, b];
      }
    }
    sum += towardsAll;
    if (towardsAll > highest) {
      highest = towardsAll;
      medoid = a;
    }
  }
  const member = (index: number) => component[index]!;
  return {
    members: part.map(member),
    medoid: member(medoid),
    farthestPair: [member(farthest[0]), member(farthest[1])],
    minSimilarity: lowest,
    meanSimilarity: sum / (part.length * (part.length - 1)),
  };
};
