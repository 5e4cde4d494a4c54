/** All diversity metrics of one set of images, from its embeddings, pair statistics and groups. */
import type { CheckpointMetrics, RarefactionPoint } from "../analysis/analysis.ts";
import type { Rows } from "../kit/rows.ts";
import type { PairStatistics } from "../pairs/pair-pass.ts";
import type { RowHistograms } from "../pairs/row-histograms.ts";
import { type Abundances, abundancesOf } from "./abundances.ts";
import { clumpedShare } from "./clumped-share.ts";
import { distinctModes, isOneMode } from "./distinct-modes.ts";
import { diversityIndex } from "./diversity-index.ts";
import { hillNumbers } from "./hill-numbers.ts";
import { meanSimilarity } from "./mean-similarity.ts";
import { modeConcentration } from "./mode-concentration.ts";
import { pairExcess } from "./pair-excess.ts";
import { jackknifeError, pairSums } from "./pair-mean.ts";
import { cosinesOfFirst, fourthPowerMean, partSums } from "./part-sums.ts";
import { innerProductsOfRows } from "./products.ts";
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
  /** Values of a row, from the first on, that come from edges alone, whatever their colours; null when the embedder does not tell. */
  structure: number | null;
  /** Of the m images. */
  pairs: PairStatistics;
  /** Cosine that images of one group reach. */
  related: number;
  /** Of up to 1,000 of the m images, and of the same by structure alone where the embedder tells. */
  spread: { whole: RowHistograms; structure: RowHistograms | null };
  /** Near-duplicate groups of two or more among the m images, largest first. */
  groupSizes: readonly number[];
  /** Images without contrast: together one mode, alike among themselves and like no other image. */
  blanks: number;
}

export const measureDiversity = (set: EmbeddedSet): DiversityMetrics => {
  const { rows, structure, pairs, related, spread, groupSizes, blanks } = set;
  const { values: vectors, dimension } = rows;
  const n = pairs.n + blanks;
  const grouped = withBlankGroup(groupSizes, blanks).reduce((sum, size) => sum + size, 0);
  // One image and its near-duplicates: groups are compact, so copies that vary fall into several.
  const largest = Math.max(
    pairs.n === 0 ? 0 : 1 + pairs.degrees.reduce((most, degree) => Math.max(most, degree), 0),
    blanks,
  );
  const shares = {
    threshold: pairs.threshold,
    duplicateShare: n === 0 ? 0 : grouped / n,
    dominantModeShare: n === 0 ? 0 : largest / n,
  };
  const abundances = abundancesOfSet(set);
  if (n < SMALLEST_SET) return { ...shares, ...tooFewFor(abundances) };
  const withBlanks = (rows: Uint32Array | Float64Array) => withBlankDegrees(rows, blanks);
  const degrees = withBlanks(pairs.degrees);
  const closeDegrees = withBlanks(pairs.closeDegrees);
  const close = pairSums(closeDegrees, 0);
  const support = supportSize(degrees);
  const alike = duplicatePairShare(degrees);
  const limits = { duplicate: pairs.threshold, related };
  const excess = pairExcess(spread.whole, limits, blanks);
  const between = (start: number, end: number) => meanSimilarity(vectors, dimension, blanks, [start, end]);
  const level = between(0, dimension);
  const cosines = pairs.n <= dimension ? innerProductsOfRows(vectors, dimension) : undefined;
  return {
    ...shares,
    duplicatePairShare: alike,
    // If all pairs were independent, so many images would have a near-duplicate.
    duplicateShareByChance: 1 - (1 - alike.value) ** (n - 1),
    closePairShare: clumpedShare(close.mean, jackknifeError(close), n),
    relatedPairShare: excess.related,
    excessPairShare: excess.excess,
    expectedPairShare: excess.expected,
    distinctModes: distinctModes(support, excess.excess, isOneMode(level, pairs.threshold)),
    diversityIndex: diversityIndex(
      pairSums(withBlanks(pairs.squareSums), fourthPowerMean(cosines ?? cosinesOfFirst(rows), blanks, pairs.n)),
    ),
    supportSize: support,
    sampleCoverage: sampleCoverage(abundances),
    modeConcentration: modeConcentration(withBlankGroup(groupSizes, blanks), n),
    meanSimilarity: level,
    vendiScore: vendiScore(
      vectors,
      dimension,
      blanks,
      spectrumOfRows(vectors, dimension, { moments: pairs.moments, cosines }),
    ),
    hill: hillNumbers(abundances),
    ...(structure === null
      ? {}
      : {
          parts: { structure: between(0, structure), appearance: between(structure, dimension) },
          structureIndex: diversityIndex(partSums(rows, [0, structure], blanks, pairs.moments)),
          ...(spread.structure && {
            structureExcess: pairExcess(spread.structure, limits, blanks).excess,
          }),
        }),
  };
};

/** Modes by number of images; empty for an empty set. */
export const measureRarefaction = (set: EmbeddedSet): RarefactionPoint[] => rarefactionCurve(abundancesOfSet(set));

/** Every blank image is alike to the other blank ones. */
const withBlankDegrees = (degrees: Uint32Array | Float64Array, blanks: number): Uint32Array | Float64Array => {
  if (blanks === 0) return degrees;
  const all = new Float64Array(degrees.length + blanks).fill(blanks - 1);
  all.set(degrees);
  return all;
};

const withBlankGroup = (groupSizes: readonly number[], blanks: number): readonly number[] =>
  blanks > 1 ? [...groupSizes, blanks] : groupSizes;

/** Groups, single images and the blank ones, each a mode. */
const abundancesOfSet = ({ pairs, groupSizes, blanks }: EmbeddedSet): Abundances => {
  const single = pairs.n - groupSizes.reduce((sum, size) => sum + size, 0);
  return abundancesOf([...groupSizes, ...new Array<number>(single).fill(1), ...(blanks > 0 ? [blanks] : [])]);
};

const tooFewFor = ({
  n,
  observed,
}: Abundances): Omit<DiversityMetrics, "threshold" | "duplicateShare" | "dominantModeShare"> => {
  const share = { ...tooFew(0, 0), high: 1 };
  const modes = tooFew(n, Math.min(1, n));
  return {
    duplicatePairShare: share,
    duplicateShareByChance: 0,
    closePairShare: share,
    relatedPairShare: share,
    excessPairShare: share,
    expectedPairShare: 0,
    distinctModes: modes,
    diversityIndex: modes,
    supportSize: modes,
    sampleCoverage: share,
    modeConcentration: share,
    meanSimilarity: { ...tooFew(0, -1), high: 1 },
    vendiScore: modes,
    hill: { observed, richness: modes, shannon: modes, simpson: modes },
  };
};
