/** Groups and metrics of one set of embedded images: a checkpoint, one class of it, or the real images. */
import { createHash } from "node:crypto";
import type { Chain, CheckpointMetrics, Group, RarefactionPoint } from "../analysis/analysis.ts";
import { dot, type Rows, rowsAt } from "../kit/rows.ts";
import type { ImageFault } from "../metrics/image-faults.ts";
import { type EmbeddedSet, measureDiversity, measureRarefaction } from "../metrics/measure.ts";
import type { PairPartial } from "../pairs/blocks/pair-totals.ts";
import { findGroups } from "../pairs/groups.ts";
import { groupThreshold } from "../pairs/linkage/related-thresholds.ts";
import { type PairStatistics, runPairPass, statisticsOf } from "../pairs/pair-pass.ts";
import { meanPartSimilarity } from "../pairs/part-similarity.ts";
import { rowHistograms } from "../pairs/row-histograms.ts";
import { compactBehind } from "../pixels/collect-garbage.ts";
import { type EmbeddedMember, GatheredImage } from "./gathered-images.ts";
import type { Lab } from "./lab.ts";

interface MeasuredSet {
  /** The images with contrast, by name, in the order of the rows. */
  members: string[];
  rows: Rows;
  /** The images without contrast, by name: one mode in the metrics, and in no group. */
  blanks: string[];
  /** Of the images with contrast. */
  pairs: PairStatistics;
  groups: Group[];
  chains: Chain[];
  metrics: CheckpointMetrics;
  rarefaction: RarefactionPoint[];
}

/**
 * @param images SMALLEST_SET or more, sorted by content
 * @param threshold cosine similarity from which two images count as near-duplicates
 * @param partialOf what others counted of all pairs of the images with this content, in the order of the rows; null: nothing
 */
export const measureSet = async (
  images: readonly EmbeddedMember[],
  threshold: number,
  { embedder, backend, stages }: Pick<Lab, "embedder" | "backend" | "stages">,
  partialOf?: (contentHashes: readonly string[]) => Promise<PairPartial | null>,
): Promise<MeasuredSet> => {
  const { dimension, structure } = embedder;
  const n = images.length;
  // What a network sees in an image without contrast means nothing.
  const pictured = images.filter(({ fault }) => fault !== "blank");
  const blanks = images.filter(({ fault }) => fault === "blank").map(({ member }) => member);
  const rows = stackEmbeddings(pictured, dimension);
  const { pairs, found, spread } = await stages.run("similarity", async () => {
    // The threads that compare them need as much again.
    compactBehind(pictured.length);
    const partial = (await partialOf?.(pictured.map(({ contentHash }) => contentHash))) ?? null;
    const pairs = partial
      ? await statisticsOf(rows, threshold, partial, backend)
      : await runPairPass(rows, threshold, backend, (done, total) => {
          stages.check();
          stages.report({ stage: "similarity", done, total, unit: "blocks" });
        });
    return {
      pairs,
      found: await findGroups(rows, pairs, backend),
      spread: {
        whole: await rowHistograms(rows, backend),
        structure: structure === undefined ? null : await rowHistograms(rows, backend, [0, structure]),
      },
    };
  });
  const name = (row: number) => pictured[row]!.member;
  const groups: Group[] = found.groups.map((group) => ({
    id: groupId(group.members.map((row) => pictured[row]!.contentHash)),
    size: group.members.length,
    share: group.members.length / n,
    members: group.members.map(name),
    medoid: name(group.medoid),
    similarities: group.members.map((row) => toSixDigits(dot(rowsAt(rows, group.medoid), rowsAt(rows, row)))),
    farthestPair: [name(group.farthestPair[0]), name(group.farthestPair[1])],
    minSimilarity: group.minSimilarity,
    meanSimilarity: group.meanSimilarity,
    ...(structure === undefined
      ? {}
      : {
          parts: {
            structure: meanPartSimilarity(rows, group.members, [0, structure]),
            appearance: meanPartSimilarity(rows, group.members, [structure, dimension]),
          },
        }),
  }));
  const share = (fault: ImageFault) => images.filter((image) => image.fault === fault).length / n;
  const set: EmbeddedSet = {
    rows,
    structure: structure ?? null,
    pairs,
    related: groupThreshold(threshold),
    spread,
    groupSizes: groups.map(({ size }) => size),
    blanks: blanks.length,
  };
  return stages.run("diversity", async () => ({
    members: pictured.map(({ member }) => member),
    rows,
    blanks,
    pairs,
    groups,
    metrics: {
      ...measureDiversity(set),
      blankShare: share("blank"),
      structurelessShare: share("structureless"),
    },
    rarefaction: measureRarefaction(set),
    chains: found.chains,
  }));
};

/** One row per image; read when they are first asked for, and not copied where they lie one after the other already. */
export const stackEmbeddings = (images: readonly EmbeddedMember[], dimension: number): Rows => {
  let values: Float32Array | undefined;
  return {
    dimension,
    get values() {
      values ??= stacked(images, dimension);
      return values;
    },
  };
};

const stacked = (images: readonly EmbeddedMember[], dimension: number): Float32Array => {
  const [first] = images;
  if (first instanceof GatheredImage) {
    const { columns, row } = first;
    const areStacked = images.every(
      (image, index) => image instanceof GatheredImage && image.columns === columns && image.row === row + index,
    );
    if (areStacked) return columns.matrix().subarray(row * dimension, (row + images.length) * dimension);
  }
  const values = new Float32Array(images.length * dimension);
  images.forEach(({ embedding }, index) => {
    values.set(embedding, index * dimension);
  });
  return values;
};

const toSixDigits = (value: number): number => Math.round(value * 1e6) / 1e6;

/** The same images make the same id, whatever they are called. */
const groupId = (contentHashes: readonly string[]): string =>
  createHash("sha256")
    .update([...contentHashes].sort().join())
    .digest("hex")
    .slice(0, 12);
