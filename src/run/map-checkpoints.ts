/** One map for all checkpoints of a run, from a sample of each that is small enough to keep. */
import type { EmbeddingMap } from "../analysis/analysis.ts";
import type { Rows } from "../kit/rows.ts";
import { mapTogether } from "../pairs/embedding-map.ts";

/** The part of a checkpoint's embeddings that goes on the map. */
export interface MapSample {
  members: string[];
  rows: Rows;
}

/** Points of the last checkpoint, and of all earlier ones together. */
const POINTS = 1000;
const FEWEST = 16;

/** @param images sorted by content, so that the first are a sample without order */
export const sampleForMap = (
  { members, rows }: { members: readonly string[]; rows: Rows },
  place: { index: number; checkpoints: number },
): MapSample => {
  const isLast = place.index === place.checkpoints - 1;
  const count = isLast ? POINTS : Math.max(FEWEST, Math.floor(POINTS / (place.checkpoints - 1)));
  const { dimension } = rows;
  return {
    members: members.slice(0, count),
    rows: { values: rows.values.slice(0, count * dimension), dimension },
  };
};

/** @returns one map per sample, none when all are empty */
export const mapSamples = (samples: readonly MapSample[]): EmbeddingMap[] => {
  if (samples.every(({ members }) => members.length === 0)) return [];
  const { sets, variance } = mapTogether(samples.map(({ rows }) => rows));
  const method = `Two principal components of the embeddings (PCA), which hold ${Math.round(variance * 100)} % of their variance`;
  return samples.map(({ members }, index) => ({ method, members, ...sets[index]! }));
};
