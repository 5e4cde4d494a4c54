/** One checkpoint through decode, embed, similarity and diversity. */
import { createHash } from "node:crypto";
import type { Checkpoint, Group, Skipped } from "./analysis.ts";
import type { Backend } from "./compute/backend.ts";
import type { ImageFault } from "./diversity/image-faults.ts";
import { measureDiversity, SMALLEST_SET } from "./diversity/measure.ts";
import { modeConcentration } from "./diversity/mode-concentration.ts";
import type { Embedder } from "./embed/embedder.ts";
import type { EmbeddingCache } from "./embed/embedding-cache.ts";
import { embedCheckpoint } from "./embed-checkpoint.ts";
import type { ImageCheckpoint } from "./images/image-set.ts";
import { renderPreview, renderThumbnails } from "./images/thumbnails.ts";
import { findGroups } from "./similarity/groups.ts";
import { runPairPass } from "./similarity/pair-pass.ts";
import { meanPartSimilarity } from "./similarity/part-similarity.ts";
import { structureGroups } from "./similarity/structure-groups.ts";
import type { Stages } from "./stages.ts";

/** Pixels on a side. */
const THUMBNAIL_SIZE = 64;
const PREVIEW_SIZE = 320;
/** Groups and members that get thumbnails, in the last checkpoint and in the others. */
const THUMBNAILS = { last: { groups: 24, members: 12 }, earlier: { groups: 3, members: 6 } } as const;

/** `checkpoint` is null when too few images could be read. */
export const measureCheckpoint = async (
  source: ImageCheckpoint,
  embedder: Embedder,
  /** Cosine similarity from which two images count as near-duplicates. */
  threshold: number,
  backend: Backend,
  options: {
    cache: EmbeddingCache | null;
    concurrency: number;
    thumbnails: boolean;
    isLast: boolean;
    stages: Stages;
  },
): Promise<{ checkpoint: Checkpoint | null; skipped: Skipped[] }> => {
  const { dimension, structure } = embedder;
  const { stages } = options;
  const skipped: Skipped[] = [];
  const images = await stages.run("embed", () =>
    embedCheckpoint(source, embedder, backend, options.cache, options.concurrency, skipped),
  );
  if (images.length < SMALLEST_SET) return { checkpoint: null, skipped };

  const n = images.length;
  const vectors = new Float32Array(n * dimension);
  images.forEach(({ embedding }, index) => {
    vectors.set(embedding, index * dimension);
  });
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
  const checkpoint: Checkpoint = {
    step: source.step,
    label: source.label,
    source: source.source,
    images: n,
    ...(source.layout ? { layout: source.layout } : {}),
    metrics,
    groups,
  };
  if (options.thumbnails) await stages.run("thumbnails", () => addPictures(checkpoint, source, options.isLast));
  return { checkpoint, skipped };
};

/** The same images make the same id, whatever they are called. */
const groupId = (contentHashes: readonly string[]): string =>
  createHash("sha256")
    .update([...contentHashes].sort().join())
    .digest("hex")
    .slice(0, 12);

const addPictures = async (checkpoint: Checkpoint, source: ImageCheckpoint, isLast: boolean): Promise<void> => {
  const limits = isLast ? THUMBNAILS.last : THUMBNAILS.earlier;
  checkpoint.preview = await renderPreview(source, PREVIEW_SIZE);
  const shown = checkpoint.groups.slice(0, limits.groups);
  const members = shown.flatMap((group) => group.members.slice(0, limits.members));
  const pictures = await renderThumbnails(source, members, THUMBNAIL_SIZE);
  for (const group of shown)
    group.thumbnails = group.members
      .slice(0, limits.members)
      .flatMap((member) => (pictures.has(member) ? [{ member, image: pictures.get(member)! }] : []));
};
