/** All diversity metrics of one set of images, from its embeddings, pair statistics and groups. */
import type { CheckpointMetrics, Estimate, RarefactionPoint } from "../analysis/analysis.ts";
import type { Rows } from "../kit/rows.ts";
import type { PairStatistics } from "../pairs/pair-pass.ts";
import { type Abundances, abundancesOf } from "./abundances.ts";
import { diversityIndex } from "./diversity-index.ts";
import { hillNumbers } from "./hill-numbers.ts";
import { meanSimilarity } from "./mean-similarity.ts";
import { modeConcentration } from "./mode-concentration.ts";
import { pairSums } from "./pair-mean.ts";
import { fourthPowerMean, partSums } from "./part-sums.ts";
import { rarefactionCurve } from "./rarefaction.ts";
import { sampleCoverage } from "./sample-coverage.ts";
import { spectrumOfRows } from "./spectrum.ts";
import { duplicatePairShare, supportSize } from "./support-size.ts";
import { SMALLEST_SET, tooFew } from "./too-few.ts";
import { vendiScore } from "./vendi-score.ts";

export { SMALLEST_SET } from "./too-few.ts";

export type DiversityMetrics = Omit<CheckpointMetrics, "blankShare" | "structurelessShare">;

/** Of one set of images, with contrast or without. */
export interface EmbeddedSet {
  /** Unit vectors of the m images with contrast; not sorted by what they show. */
  rows: Rows;
  /** Values of a row, from the first on, that come from lightness alone; null when the embedder does not tell. */
  structure: number | null;
  /** Of the m images. */
  pairs: PairStatistics;
  /** Near-duplicate groups of two or more among the m images, largest first. */
  groupSizes: readonly number[];
  /** Images without contrast: together one mode, alike among themselves and like no other image. */
  blanks: number;
}

export const measureDiversity = (set: EmbeddedSet): DiversityMetrics => {
  const { rows, structure, pairs, groupSizes, blanks } = set;
  const { values: vectors, dimension } = rows;
  const n = pairs.n + blanks;
  const grouped = withBlankGroup(groupSizes, blanks).reduce((sum, size) => sum + size, 0);
  const largest = Math.max(groupSizes[0] ?? Math.min(1, pairs.n), blanks);
  const shares = { duplicateShare: n === 0 ? 0 : grouped / n, dominantModeShare: n === 0 ? 0 : largest / n };
  const abundances = abundancesOfSet(set);
  if (n < SMALLEST_SET) return { ...shares, ...tooFewFor(abundances) };
  const withBlanks = (rows: ArrayLike<number>) => withBlankDegrees(rows, blanks);
  const degrees = withBlanks(pairs.degrees);
  const between = (start: number, end: number) => meanSimilarity(vectors, dimension, blanks, [start, end]);
  return {
    ...shares,
    duplicatePairShare: duplicatePairShare(degrees),
    closePairShare: duplicatePairShare(withBlanks(pairs.closeDegrees)),
    diversityIndex: diversityIndex(pairSums(withBlanks(pairs.squareSums), fourthPowerMean(vectors, dimension, blanks))),
    supportSize: supportSize(degrees),
    sampleCoverage: sampleCoverage(abundances),
    modeConcentration: modeConcentration(withBlankGroup(groupSizes, blanks), n),
    meanSimilarity: between(0, dimension),
    vendiScore: vendiScore(vectors, dimension, blanks, spectrumOfRows(vectors, dimension, pairs.moments)),
    hill: hillNumbers(abundances),
    ...(structure === null
      ? {}
      : {
          parts: { structure: between(0, structure), appearance: between(structure, dimension) },
          structureIndex: diversityIndex(partSums(rows, [0, structure], blanks, pairs.moments)),
        }),
  };
};

/** Modes by number of images; empty for an empty set. */
export const measureRarefaction = (set: EmbeddedSet): RarefactionPoint[] => rarefactionCurve(abundancesOfSet(set));

/** By lightness alone. @param found the groups of two or more among some of the images with contrast, and their close copies */
export const structureShares = (
  { pairs, blanks }: Pick<EmbeddedSet, "pairs" | "blanks">,
  found: { images: number; sizes: readonly number[]; closeDegrees: ArrayLike<number> },
): { structureConcentration: Estimate; structureClosePairShare: Estimate } => {
  // As many blank images for the compared ones as there are for all.
  const compared = pairs.n === 0 ? blanks : Math.round((blanks * found.images) / pairs.n);
  return {
    structureConcentration: modeConcentration(withBlankGroup(found.sizes, compared), found.images + compared),
    structureClosePairShare: duplicatePairShare(withBlankDegrees(found.closeDegrees, compared)),
  };
};

/** Every blank image is alike to the other blank ones. */
const withBlankDegrees = (degrees: ArrayLike<number>, blanks: number): number[] => [
  ...Array.from(degrees),
  ...new Array<number>(blanks).fill(blanks - 1),
];

const withBlankGroup = (groupSizes: readonly number[], blanks: number): readonly number[] =>
  blanks > 1 ? [...groupSizes, blanks] : groupSizes;

/** Groups, single images and the blank ones, each a mode. */
const abundancesOfSet = ({ pairs, groupSizes, blanks }: EmbeddedSet): Abundances => {
  const single = pairs.n - groupSizes.reduce((sum, size) => sum + size, 0);
  return abundancesOf([...groupSizes, ...new Array<number>(single).fill(1), ...(blanks > 0 ? [blanks] : [])]);
};

const tooFewFor = ({ n, observed }: Abundances): Omit<DiversityMetrics, "duplicateShare" | "dominantModeShare"> => {
  const share = { ...tooFew(0, 0), high: 1 };
  const modes = tooFew(n, Math.min(1, n));
  return {
    duplicatePairShare: share,
    closePairShare: share,
    diversityIndex: modes,
    supportSize: modes,
    sampleCoverage: share,
    modeConcentration: share,
    meanSimilarity: { ...tooFew(0, -1), high: 1 },
    vendiScore: modes,
    hill: { observed, richness: modes, shannon: modes, simpson: modes },
  };
};
