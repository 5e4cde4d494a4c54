/** One set as the tool judges its vectors: the pairs that reach the threshold and the groups, against its truth. */
import type { Backend } from "../../src/compute/backend.ts";
import type { Rows } from "../../src/kit/rows.ts";
import { allSimilarities } from "../../src/pairs/all-similarities.ts";
import { findGroups } from "../../src/pairs/groups.ts";
import { runPairPass } from "../../src/pairs/pair-pass.ts";
import { adjustedRand, f1At, falseAt, pairScores } from "./pair-scores.ts";
import type { PixelSet } from "./pixel-set.ts";
import { isDistinct } from "./public-sets.ts";

export interface SetScores {
  auc: number | null;
  averagePrecision: number | null;
  bestF1: number | null;
  /** At the threshold. */
  f1: number | null;
  ari: number | null;
  /** Pairs of different images at or above the threshold / such pairs. */
  falsePairShare: number;
  /** Largest group / images, in sets without near-duplicates only. */
  falseGroupShare: number | null;
}

export interface MeasuredSet {
  set: PixelSet;
  /** Unit rows, in the order of the set. */
  rows: Rows;
  /** n x n cosine similarities. */
  similarities: Float32Array;
  pairs: ClearPairs;
}

/** Similarities of the pairs within and between clusters, ambiguous images left out. */
export interface ClearPairs {
  same: Float32Array;
  different: Float32Array;
}

export const measureSet = async (set: PixelSet, rows: Rows, backend: Backend): Promise<MeasuredSet> => {
  const similarities = await allSimilarities(rows, backend);
  return { set, rows, similarities, pairs: clearPairs(set, similarities) };
};

/** None where nobody has said which images are alike. */
const clearPairs = ({ clusters, ambiguous }: PixelSet, similarities: Float32Array): ClearPairs => {
  const n = ambiguous.length;
  const same: number[] = [];
  const different: number[] = [];
  for (let row = 0; row < (clusters?.length ?? 0); row++)
    for (let column = row + 1; column < n; column++)
      if (!ambiguous[row] && !ambiguous[column])
        (clusters![row] === clusters![column] ? same : different).push(similarities[row * n + column]!);
  return { same: Float32Array.from(same), different: Float32Array.from(different) };
};

/** Without the groups, which take the longest. */
export const scorePairs = ({ same, different }: ClearPairs, threshold: number) => {
  const ranked = pairScores(same, different);
  return {
    auc: ranked?.auc ?? null,
    averagePrecision: ranked?.averagePrecision ?? null,
    bestF1: ranked?.bestF1 ?? null,
    f1: f1At(same, different, threshold),
    falsePairShare: different.length === 0 ? 0 : falseAt(different, threshold) / different.length,
  };
};

export const scoreSet = async (
  { set, rows, pairs }: MeasuredSet,
  threshold: number,
  backend: Backend,
): Promise<SetScores> => {
  const { kind, clusters, ambiguous } = set;
  const { groups } = await findGroups(rows, await runPairPass(rows, threshold, backend), backend);
  const labels = ambiguous.map((_, index) => -1 - index);
  groups.forEach(({ members }, group) => {
    for (const member of members) labels[member] = group;
  });
  const clear = ambiguous.flatMap((isAmbiguous, index) => (isAmbiguous ? [] : [index]));
  const truth = clear.map((index) => clusters![index]!);
  const found = clear.map((index) => labels[index]!);
  return {
    ...scorePairs(pairs, threshold),
    ari: isDistinct(kind) ? null : adjustedRand(truth, found),
    falseGroupShare: isDistinct(kind) ? (groups[0]?.members.length ?? 1) / ambiguous.length : null,
  };
};
