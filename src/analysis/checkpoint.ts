/** The part of the Analysis that is measured on the images of one checkpoint, and between two. */
import type { ReferenceComparison } from "./reference.ts";

/** A point estimate with its 95 % interval. `high` is null when the data give no upper bound. */
export interface Estimate {
  value: number;
  low: number;
  high: number | null;
  /** Name of the estimator and of the interval. */
  method: string;
}

export interface Checkpoint {
  /** Training step read from the name, null when the names carry none. */
  step: number | null;
  /** What a person calls it: "epoch 10", "step 1200", or a folder name. */
  label: string;
  /** The file or folder the images come from, relative to the input root. */
  source: string;
  /** Number of images measured (tiles count as images). */
  images: number;
  layout?: GridLayout;
  metrics: CheckpointMetrics;
  /** Near-duplicate groups of two or more, largest first. No group holds a pair below `Threshold.groups`. */
  groups: Group[];
  /** Images without contrast, by name: together one mode in every metric, and in no group. Left out when there are none. */
  blanks?: string[];
  /**
   * Components of the near-duplicate graph of which no group holds half, largest first: neighbours are alike and the ends are
   * not, as in a smooth interpolation; a good sign and no collapse.
   */
  chains?: Chain[];
  /** What other thresholds would say, ascending by threshold. */
  sweep?: SweepPoint[];
  /** Pairs by similarity: all of up to 2,897 images, of more images an even sample of some 4 million pairs. */
  similarities?: Histogram;
  /** Expected number of distinct modes by number of images, ascending; extrapolated up to twice the images. */
  rarefaction?: RarefactionPoint[];
  /** Pairs from a little under the threshold on, for regrouping in the report; only when thumbnails were asked for. */
  edges?: Edges;
  /** Where each image lies on a 2-D map of the embeddings; only when thumbnails were asked for. */
  map?: EmbeddingMap;
  /** Worst class first; only with `--classes`. */
  classes?: ClassResult[];
  /** Against the real images; only with `--reference`. */
  reference?: ReferenceComparison;
  /** Pictures of the images, or of a sample of them; only when thumbnails were asked for. */
  sprites?: Sprite[];
  /** Contact sheet of the first images, a data URI; written by versions before `sprites`. */
  preview?: string;
}

/** Many pictures in one: every image once, whatever shows it. */
export interface Sprite {
  /** Data URI. Square cells row by row; images that are not square leave the sides of their cell empty. */
  image: string;
  /** Pixels on a side of a cell. */
  cell: number;
  columns: number;
  /** One per cell. */
  members: string[];
  /** Leading cells that make the contact sheet: the first images in file order. 0 for all but the first sprite. */
  sheet: number;
}

export interface GridLayout {
  columns: number;
  rows: number;
  /** Pixels between tiles, null when the tiles were found as boxes of a figure. */
  padding: number | null;
  /** How it was found: "given", "gutters", "figure" ... in words. */
  basis: string;
  /** How sure it is, in [0, 1], graded by the kind of evidence; 1 when it was given. */
  confidence?: number;
  /** Cells at the end of the sheet that hold nothing and count as no image. */
  emptyCells?: number;
}

export interface CheckpointMetrics {
  /** Images in groups of two or more / images, in [0, 1]. */
  duplicateShare: number;
  /** Largest group / images, in [0, 1]. */
  dominantModeShare: number;
  /** Pairs at or above the threshold / all pairs, in [0, 1]: the chance that two random samples look the same. */
  duplicatePairShare: Estimate;
  /** Unbiased effective number of modes of order 2 (U-RKE). */
  effectiveModes: Estimate;
  /** Effective (inverse Simpson) support size by collisions: all pairs / duplicate pairs. */
  supportSize: Estimate;
  /** Chance in [0, 1] that the next sample falls in a mode already seen (Good-Turing). */
  sampleCoverage: Estimate;
  /** Mean cosine over all pairs, in [-1, 1]. */
  meanSimilarity: Estimate;
  /** Images without any contrast / images, in [0, 1]. */
  blankShare: number;
  /** Images whose neighbouring pixels are unrelated (noise) / images, in [0, 1]. */
  structurelessShare: number;
  /** Pairs that are close copies, at half the squared distance of near-duplicates / all pairs, in [0, 1]. */
  closePairShare?: Estimate;
  /**
   * Simpson concentration of the near-duplicate groups, in [0, 1]: the chance that two random samples fall into one group.
   * 1 / value is the effective number of distinct modes; the verdict rests on it.
   */
  modeConcentration?: Estimate;
  /** The same for groups by lightness alone, on at most 2,000 images: high where one structure comes in many tints. */
  structureConcentration?: Estimate;
  /** Close copies by lightness alone, on the same images. */
  structureClosePairShare?: Estimate;
  /** Vendi score of order 1 (Friedman & Dieng 2023); a plug-in that reads low on few images: compare at equal numbers only. */
  vendiScore?: Estimate;
  /** Hill numbers of the near-duplicate groups taken as species (Chao & Jost). */
  hill?: HillNumbers;
  /** Mean cosine over all pairs by lightness alone, and with colour, in [-1, 1]; only when the embedder tells them apart. */
  parts?: { structure: Estimate; appearance: Estimate };
  /** Unbiased effective number of modes (U-RKE) by lightness alone: falls when one structure comes in many tints. */
  structureModes?: Estimate;
  /** Mean MS-SSIM of random pairs (Odena et al. 2017), in [0, 1]; only with `--ms-ssim`. */
  msSsim?: Estimate;
}

/** Effective numbers of modes; each image outside every group is a mode of its own. */
export interface HillNumbers {
  /** Modes seen: groups + single images. */
  observed: number;
  /** Order 0: richness, the Chao1 lower bound. */
  richness: Estimate;
  /** Order 1: exponential of the entropy, by an estimator nearly without bias (Chao, Wang & Jost 2013). */
  shannon: Estimate;
  /** Order 2: inverse Simpson, unbiased. */
  simpson: Estimate;
}

export interface Group {
  /** Stable for the same images: derived from their content, not from their order or names. */
  id: string;
  size: number;
  /** size / images of the checkpoint, in [0, 1]. */
  share: number;
  /** Image paths relative to the input root; a tile is `path#row,column`, counted from 0. Medoid first. */
  members: string[];
  /** The member with the highest mean similarity to the others. */
  medoid: string;
  farthestPair: [string, string];
  /** Lowest and mean cosine over all pairs of the group. */
  minSimilarity: number;
  meanSimilarity: number;
  /**
   * Mean cosine over all pairs of the structure (lightness alone) and of the appearance (with colour), in [-1, 1]; only when the
   * embedder tells them apart. High structure with low appearance: one picture in many tints.
   */
  parts?: { structure: number; appearance: number };
  /** Data URIs of the first members, medoid first; written by versions before `Checkpoint.sprites`. */
  thumbnails?: { member: string; image: string }[];
}

export interface Chain {
  /** Images in the component. */
  size: number;
  /** Lowest similarity inside it. */
  minSimilarity: number;
  /** Groups it was split into, single images not counted. */
  groups: number;
}

export interface SweepPoint {
  threshold: number;
  duplicateShare: number;
  dominantModeShare: number;
  duplicatePairShare: number;
  /** What the verdict rests on, see `CheckpointMetrics`. */
  modeConcentration?: number;
  closePairShare?: number;
  groups: number;
  /** Images it was measured on, where the checkpoint has more: fewer images have fewer duplicates and groups, the same pair share. */
  images?: number;
}

/** Counts of equal bins from `from` to `to`; the last bin holds its upper end. */
export interface Histogram {
  from: number;
  to: number;
  counts: number[];
}

export interface RarefactionPoint {
  images: number;
  modes: number;
  low: number;
  high: number;
  /** true beyond the number of images measured. */
  extrapolated: boolean;
}

/** What is needed to find the groups again at another threshold. */
export interface Edges {
  /** The lowest threshold the pairs are enough for. */
  threshold: number;
  /** Every pair at or above this similarity is listed, within each component of the near-duplicate graph at `threshold`. */
  from: number;
  /** false when there were too many pairs to ship; then the lists are empty. */
  complete: boolean;
  /** Members that occur in a pair, in the order that decides ties; `pairs` are indices into it. */
  members: string[];
  pairs: [number, number][];
  /** One per pair, rounded to 6 digits. */
  similarities: number[];
}

export interface EmbeddingMap {
  /** "UMAP" or "PCA", with its settings, in words. */
  method: string;
  /** Parallel lists; a sample of the images when `members` is shorter than `Checkpoint.images`. */
  members: string[];
  /** In [0, 1]. */
  x: number[];
  y: number[];
}

/** Metrics within one class of a conditional generator. */
export interface ClassResult {
  name: string;
  images: number;
  metrics: CheckpointMetrics;
  /** Against the reference images of the same class, where there are some. */
  reference?: ReferenceComparison;
  /** Why a class was not measured; `metrics` are then those of too few images. */
  reason?: string;
}

/** From one checkpoint to the next. */
export interface Transition {
  /** Indices into `Analysis.checkpoints`. */
  from: number;
  to: number;
  /** Modes (groups and single images) that have a near-duplicate on the other side, and those that have none. */
  kept: number;
  born: number;
  lost: number;
  /** The same cells showed the same latents: mean similarity of a cell to itself, in [-1, 1]; only for sheets of one layout. */
  cellSimilarity?: number;
  /** What the numbers mean, where they mean something: nothing moved, or one mode was left for another. */
  state?: "frozen" | "mode-hopping";
}
