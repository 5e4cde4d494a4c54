/** The part of the Analysis that compares with real images. */
import type { CheckpointMetrics, Estimate, Histogram } from "./checkpoint.ts";

export interface ReferenceSet {
  /** As given. */
  source: string;
  /** Real images measured. */
  images: number;
  /** Of the reference set itself, at the size given. */
  metrics: CheckpointMetrics;
  similarities?: Histogram;
}

/** A value beside what a perfect generator would read at the same sizes. */
export interface Calibrated extends Estimate {
  /** Null expectation: the value for a generator that draws from the real distribution. */
  expected: number;
}

/** A checkpoint against the real images. What could not be computed is left out and named in `notComputed`. */
export interface ReferenceComparison {
  /** Images per side after equalising, where a metric needs equal sizes. */
  equalSize: number;
  /** Kynkaanniemi et al. 2019, k = 3, in [0, 1]. */
  precision?: Calibrated;
  recall?: Calibrated;
  /** Naeem et al. 2020, k = 5. */
  density?: Calibrated;
  coverage?: Calibrated;
  /** Effective modes of the samples / of the reference at equal n. The plainest single figure: 1 is as diverse as the real images. */
  modesRatio?: Estimate;
  /** Share of samples with a near-duplicate among the samples, and what the real images alone would show at this threshold. */
  duplicates?: { samples: number; reference: number };
  /** Distinct real images that are nearest neighbours of samples, as an estimate of the share of the reference in reach. */
  occupancy?: Calibrated;
  /** Richardson & Weiss 2018, with Holm's correction; `missing` are the different bins without any sample. */
  ndb?: { bins: number; different: number; missing: number; jensenShannon: Calibrated };
  /** Frechet distance and kernel distance in the space of this embedder: not comparable with Inception's. */
  frechetDistance?: Calibrated;
  kernelDistance?: Calibrated;
  /** Share of samples closer to a real image than that image's own nearest real neighbour (Alaa et al. 2022: 1 - authenticity). */
  memorisedShare?: Calibrated;
  /** Share of samples with a near-duplicate among the real images; expected: the share of real images with another one. */
  twinShare?: Calibrated;
  /** Parts of the real images that the samples do not cover, largest first. */
  missingModes?: MissingMode[];
  /** Samples nearly identical to a real image, most similar first. */
  twins?: {
    sample: string;
    reference: string;
    similarity: number;
    thumbnails?: { sample: string; reference: string };
  }[];
  /** Nearest real neighbour of each sample: all samples by similarity. */
  nearest?: Histogram;
  notComputed: { metric: string; reason: string }[];
}

/** A part of the reference (a k-means bin) of which more images are uncovered than chance leaves uncovered (binomial, Holm). */
export interface MissingMode {
  /** Uncovered real images in it / all real images, in [0, 1]. */
  share: number;
  /** The first of them, relative to the reference folder; most typical first. */
  members: string[];
  thumbnails?: { member: string; image: string }[];
}
