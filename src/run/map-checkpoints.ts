/** One map for all checkpoints of a run, from a sample of each that is small enough to keep. */
import type { Checkpoint } from "../analysis/analysis.ts";
import { mapTogether } from "../pairs/embedding-map.ts";

/** The part of a checkpoint's embeddings that goes on the map. */
export interface MapSample {
  members: string[];
  /** members x dimension */
  vectors: Float32Array;
}

/** Points of the last checkpoint, and of all earlier ones together. */
const POINTS = 1000;
const FEWEST = 16;

/** @param vectors images x dimension, sorted by content, so that the first are a sample without order */
export const sampleForMap = (
  vectors: Float32Array,
  dimension: number,
  members: readonly string[],
  place: { index: number; checkpoints: number },
): MapSample => {
  const isLast = place.index === place.checkpoints - 1;
  const count = isLast ? POINTS : Math.max(FEWEST, Math.floor(POINTS / (place.checkpoints - 1)));
  return { members: members.slice(0, count), vectors: vectors.slice(0, count * dimension) };
};

export const addMaps = (mapped: readonly { checkpoint: Checkpoint; sample: MapSample }[], dimension: number): void => {
  if (mapped.every(({ sample }) => sample.members.length === 0)) return;
  const { sets, variance } = mapTogether(
    mapped.map(({ sample }) => sample.vectors),
    dimension,
  );
  const method = `Two principal components of the embeddings (PCA), which hold ${Math.round(variance * 100)} % of their variance`;
  mapped.forEach(({ checkpoint, sample }, index) => {
    checkpoint.map = { method, members: sample.members, ...sets[index]! };
  });
};
