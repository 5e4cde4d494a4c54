/** Two checkpoints of which the images are known, at equal numbers of images. */
import type { Checkpoint, ComparedCheckpoints } from "../../analysis/analysis.ts";
import { shuffledIndices } from "../../kit/random.ts";
import { dot, type Rows, rowsAt, selectRows } from "../../kit/rows.ts";
import { differencesOfSets } from "../../metrics/difference/two-sets.ts";
import { closeThreshold, groupThreshold } from "../../pairs/linkage/related-thresholds.ts";
import type { CheckpointPictures } from "../options.ts";

/** What is kept of a checkpoint: a sample of its images, or all. */
export interface KeptImages {
  checkpoint: Checkpoint;
  /** Names of the images with contrast, in the order of the rows. */
  members: readonly string[];
  rows: Rows;
  pictures: CheckpointPictures;
}

export interface Comparing {
  threshold: number;
  seed: number;
  /** Chance that anything is called different where nothing is. */
  level: number;
}

/** All similarities of both sets are held: 4 MB. */
const MOST_IMAGES = 512;
/** Fewer can hardly differ for certain. */
export const FEWEST_IMAGES = 16;
const MOST_COPIES = 20;

/** @returns null when one side has too few images */
export const compareImages = (
  base: KeptImages,
  other: KeptImages,
  { threshold, seed, level }: Comparing,
): Omit<ComparedCheckpoints, "base" | "other" | "step"> | null => {
  const images = Math.min(MOST_IMAGES, base.checkpoint.images, other.checkpoint.images);
  if (images < FEWEST_IMAGES) return null;
  const [first, second] = [drawn(base, images, seed), drawn(other, images, seed + 1)];
  const limits = { duplicate: threshold, close: closeThreshold(threshold), related: groupThreshold(threshold) };
  const [found, nearest] = nearestOfBoth(first, second);
  const copies = nearest.flatMap(({ row, similarity }, index) =>
    similarity >= threshold ? [{ other: second.members[index]!, base: first.members[row]!, similarity }] : [],
  );
  const isFound = ({ similarity }: Nearest) => similarity >= threshold;
  const kept = matchedModes(second, nearest.map(isFound));
  return {
    images,
    method: `all images of both, ${images} of each, split at random again and again (permutation test of all figures together, Westfall and Young)`,
    figures: differencesOfSets(first, second, { limits, seed, level }),
    modes: { shared: kept.matched, gained: kept.alone, lost: matchedModes(first, found.map(isFound)).alone },
    copiedShare: copies.length / images,
    copies: copies.sort((a, b) => b.similarity - a.similarity).slice(0, MOST_COPIES),
  };
};

interface Drawn {
  members: string[];
  rows: Rows;
  blanks: number;
  checkpoint: Checkpoint;
}

/** So many of its images, those without contrast among them; the same for the same seed. */
const drawn = ({ checkpoint, members, rows }: KeptImages, images: number, seed: number): Drawn => {
  const all = members.length + checkpoint.blanks.length;
  const order =
    all === images ? Array.from({ length: all }, (_, index) => index) : shuffledIndices(all, seed).slice(0, images);
  const chosen = order.filter((index) => index < members.length);
  return {
    members: chosen.map((index) => members[index]!),
    rows: selectRows(rows, chosen),
    blanks: images - chosen.length,
    checkpoint,
  };
};

interface Nearest {
  row: number;
  similarity: number;
}

/** For each image of either the most similar of the other. */
const nearestOfBoth = (first: Drawn, second: Drawn): [ofFirst: Nearest[], ofSecond: Nearest[]] => {
  const none = (): Nearest => ({ row: -1, similarity: Number.NEGATIVE_INFINITY });
  const [ofFirst, ofSecond] = [first.members.map(none), second.members.map(none)];
  for (const [row, nearest] of ofSecond.entries())
    for (const [other, nearestBack] of ofFirst.entries()) {
      const similarity = dot(rowsAt(second.rows, row), rowsAt(first.rows, other));
      if (similarity > nearest.similarity) Object.assign(nearest, { row: other, similarity });
      if (similarity > nearestBack.similarity) Object.assign(nearestBack, { row, similarity });
    }
  return [ofFirst, ofSecond];
};

/** A mode (a group, or a single image) is matched when one of its images is. */
const matchedModes = (
  { checkpoint, members }: Drawn,
  matched: readonly boolean[],
): { matched: number; alone: number } => {
  const groups = new Map(checkpoint.groups.flatMap((group, index) => group.members.map((member) => [member, index])));
  const modes = new Map<string | number, boolean>();
  members.forEach((member, index) => {
    const mode = groups.get(member) ?? member;
    modes.set(mode, (modes.get(mode) ?? false) || matched[index]!);
  });
  const count = [...modes.values()].filter(Boolean).length;
  return { matched: count, alone: modes.size - count };
};
