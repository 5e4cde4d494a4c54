/** Groups and metrics of one set of embedded images: a checkpoint, one class of it, or the real images. */
import { createHash } from "node:crypto";
import type { CheckpointMetrics, Group } from "./analysis.ts";
import type { Backend } from "./compute/backend.ts";
import type { ImageFault } from "./diversity/image-faults.ts";
import { measureDiversity } from "./diversity/measure.ts";
import { modeConcentration } from "./diversity/mode-concentration.ts";
import type { Embedder } from "./embed/embedder.ts";
import type { EmbeddedMember } from "./embed-checkpoint.ts";
import { findGroups } from "./similarity/groups.ts";
import { type PairStatistics, runPairPass } from "./similarity/pair-pass.ts";
import { meanPartSimilarity } from "./similarity/part-similarity.ts";
import { structureGroups } from "./similarity/structure-groups.ts";
import type { Stages } from "./stages.ts";

interface MeasuredSet {
  /** images x dimension, in the order of the images. */
  vectors: Float32Array;
  pairs: PairStatistics;
  groups: Group[];
  metrics: CheckpointMetrics;
}

/**
 * @param images SMALLEST_SET or more, sorted by content
 * @param threshold cosine similarity from which two images count as near-duplicates
 */
export const measureSet = async (
  images: readonly EmbeddedMember[],
  { dimension, structure }: Embedder,
  threshold: number,
  backend: Backend,
  stages: Stages,
): Promise<MeasuredSet> => {
  const n = images.length;
  const vectors = stackEmbeddings(images, dimension);
  const { pairs, found, byStructure } = await stages.run("similarity", async () => {
    const pairs = await runPairPass(vectors, dimension, threshold, backend);
    return {
      pairs,
      found: await findGroups(vectors, dimension, pairs, backend),
      byStructure:
        structure === undefined ? null : await structureGroups(vectors, dimension, structure, threshold, backend),
    };
  });
  const name = (row: number) => images[row]!.member;
  const groups: Group[] = found.map((group) => ({
    id: groupId(group.members.map((row) => images[row]!.contentHash)),
    size: group.members.length,
    share: group.members.length / n,
    members: group.members.map(name),
    medoid: name(group.medoid),
    farthestPair: [name(group.farthestPair[0]), name(group.farthestPair[1])],
    minSimilarity: group.minSimilarity,
    meanSimilarity: group.meanSimilarity,
    ...(structure === undefined
      ? {}
      : {
          parts: {
            structure: meanPartSimilarity(vectors, dimension, group.members, [0, structure]),
            appearance: meanPartSimilarity(vectors, dimension, group.members, [structure, dimension]),
          },
        }),
  }));
  const share = (fault: ImageFault) => images.filter((image) => image.fault === fault).length / n;
  const metrics = await stages.run("diversity", async () => ({
    ...measureDiversity(
      vectors,
      dimension,
      pairs,
      groups.map(({ size }) => size),
    ),
    ...(byStructure ? { structureConcentration: modeConcentration(byStructure.sizes, byStructure.images) } : {}),
    blankShare: share("blank"),
    structurelessShare: share("structureless"),
  }));
  return { vectors, pairs, groups, metrics };
};

/** @returns images x dimension */
const stackEmbeddings = (images: readonly EmbeddedMember[], dimension: number): Float32Array => {
  const vectors = new Float32Array(images.length * dimension);
  images.forEach(({ embedding }, index) => {
    vectors.set(embedding, index * dimension);
  });
  return vectors;
};

/** The same images make the same id, whatever they are called. */
const groupId = (contentHashes: readonly string[]): string =>
  createHash("sha256")
    .update([...contentHashes].sort().join())
    .digest("hex")
    .slice(0, 12);
