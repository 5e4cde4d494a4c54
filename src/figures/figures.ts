/** Every number of a checkpoint by its name: what tables list, assertions ask for and comparisons set side by side. */
import type { Analysis, Checkpoint, CheckpointMetrics, Estimate, ReferenceComparison } from "../analysis/analysis.ts";
import type { Measured } from "./measured.ts";
import { SCORE_NAMES, type ScoreName, scoreAt } from "./score-figures.ts";

type Read = (checkpoint: Checkpoint) => number | Estimate | undefined;

const ofMetrics = (...names: readonly (keyof CheckpointMetrics)[]): [string, Read][] =>
  names.map((name) => [name, ({ metrics }) => metrics[name] as number | Estimate | undefined]);

const ofReference = (...names: readonly (keyof ReferenceComparison)[]): [string, Read][] =>
  names.map((name) => [`reference.${name}`, ({ reference }) => reference?.[name] as Estimate | undefined]);

/** Named as they are in the JSON, without `metrics.`; a test holds the list to the schema. */
const READ: readonly [name: string, read: Read][] = [
  ...ofMetrics(
    "duplicatePairShare",
    "distinctModes",
    "diversityIndex",
    "meanSimilarity",
    "dominantModeShare",
    "closePairShare",
    "relatedPairShare",
    "excessPairShare",
    "expectedPairShare",
    "structureExcess",
    "duplicateShare",
    "duplicateShareByChance",
    "modeConcentration",
    "supportSize",
    "sampleCoverage",
    "vendiScore",
    "structureIndex",
    "blankShare",
    "structurelessShare",
    "msSsim",
  ),
  ["hill.observed", ({ metrics }) => metrics.hill.observed],
  ["hill.richness", ({ metrics }) => metrics.hill.richness],
  ["hill.shannon", ({ metrics }) => metrics.hill.shannon],
  ["hill.simpson", ({ metrics }) => metrics.hill.simpson],
  ["parts.structure", ({ metrics }) => metrics.parts?.structure],
  ["parts.appearance", ({ metrics }) => metrics.parts?.appearance],
  ["sharedPattern.whole", ({ metrics }) => metrics.sharedPattern?.whole],
  ["sharedPattern.detail", ({ metrics }) => metrics.sharedPattern?.detail],
  ...ofReference(
    "precision",
    "recall",
    "density",
    "coverage",
    "repeatShare",
    "distinctModes",
    "diversityRatio",
    "occupancy",
    "frechetDistance",
    "kernelDistance",
    "memorisedShare",
    "twinShare",
  ),
  ["reference.ndb.different", ({ reference }) => reference?.ndb?.different],
  ["reference.ndb.missing", ({ reference }) => reference?.ndb?.missing],
  ["reference.ndb.jensenShannon", ({ reference }) => reference?.ndb?.jensenShannon],
  ["images", ({ images }) => images],
  ["groups", ({ groups }) => groups.length],
];

const READERS: ReadonlyMap<string, Read> = new Map(READ);

export const FIGURE_NAMES: readonly string[] = [...READERS.keys(), ...SCORE_NAMES];

/** null where it was not measured. @param index of the checkpoint */
export const figureOf = (analysis: Analysis, index: number, name: string): Measured | null => {
  const read = READERS.get(name);
  const checkpoint = analysis.checkpoints[index];
  if (!read) return scoreAt(analysis, index, name as ScoreName);
  return (checkpoint && measured(read(checkpoint))) ?? null;
};

const measured = (found: number | Estimate | undefined): Measured | null => {
  if (found === undefined) return null;
  if (typeof found === "number") return { value: found, interval: null };
  const { value, low, high } = found;
  return { value, interval: { low, high } };
};

/** Whether a figure of this name may come with an interval. */
export const mayHaveInterval = (name: string): boolean =>
  !WITHOUT_INTERVAL.has(name) && !(SCORE_NAMES as readonly string[]).includes(name);

const WITHOUT_INTERVAL: ReadonlySet<string> = new Set([
  "dominantModeShare",
  "expectedPairShare",
  "duplicateShare",
  "duplicateShareByChance",
  "blankShare",
  "structurelessShare",
  "hill.observed",
  "sharedPattern.whole",
  "sharedPattern.detail",
  "reference.ndb.different",
  "reference.ndb.missing",
  "images",
  "groups",
]);
