/** What is measured on any set of images: a checkpoint, one class of it, or the real images. */
import { estimate } from "./estimate.ts";
import { count, described, type Field, type Holds, object, optional, share } from "./fields.ts";

export const hillNumbersSchema = object("Effective numbers of modes; each image outside every group is one.", {
  observed: count("Modes seen: groups + single images."),
  richness: estimate("Order 0: richness, the Chao1 lower bound, in modes."),
  shannon: estimate("Order 1: exponential of the entropy, in modes, nearly without bias (Chao, Wang & Jost 2013)."),
  simpson: estimate("Order 2: inverse Simpson, in modes, unbiased."),
});
export interface HillNumbers extends Holds<typeof hillNumbersSchema> {}

export const checkpointMetricsSchema = object("What is measured on one set of images.", {
  duplicateShare: share("Images in groups of two or more / images, in [0, 1]."),
  dominantModeShare: share("Largest group / images, in [0, 1]."),
  duplicatePairShare: estimate("Chance in [0, 1] that two random samples look the same: near-duplicate pairs / pairs."),
  diversityIndex: estimate(
    "Diversity index: 1 / mean squared cosine of all pairs, unbiased (order-2 Vendi score, U-RKE), from 1. No number of modes: unrelated images of one domain cap it at 5 to 30, so compare it with the run's own past and with real images only.",
  ),
  supportSize: estimate("Effective (inverse Simpson) support size, in modes: all pairs / near-duplicate pairs."),
  sampleCoverage: estimate("Chance in [0, 1] that the next sample falls in a mode already seen (Good-Turing)."),
  meanSimilarity: estimate("Mean cosine over all pairs, in [-1, 1]."),
  blankShare: share("Images without any contrast / images, in [0, 1]."),
  structurelessShare: share("Images whose neighbouring pixels are unrelated (noise) / images, in [0, 1]."),
  closePairShare: estimate("Close copies, at half the squared distance of near-duplicates / all pairs, in [0, 1]."),
  modeConcentration: estimate(
    "Simpson concentration of the near-duplicate groups, in [0, 1]: the chance that two random samples fall into one group. 1 / value is the effective number of distinct modes; the verdict rests on it.",
  ),
  structureConcentration: optional(
    estimate(
      "The same for groups by lightness alone, on at most 2,000 images, in [0, 1]: high where one structure comes in many tints; only when the embedder tells structure and appearance apart.",
    ),
  ),
  structureClosePairShare: optional(
    estimate("Close copies by lightness alone / pairs, of the same images, in [0, 1]."),
  ),
  vendiScore: estimate(
    "Vendi score of order 1 (Friedman & Dieng 2023), in modes; a plug-in that reads low on few images: compare at equal numbers only.",
  ),
  hill: described(hillNumbersSchema, "Hill numbers of the near-duplicate groups taken as species (Chao & Jost)."),
  parts: optional(
    object("Mean cosine over all pairs; only when the embedder tells structure and appearance apart.", {
      structure: estimate("By lightness alone, in [-1, 1]."),
      appearance: estimate("With colour, in [-1, 1]."),
    }),
  ),
  structureIndex: optional(estimate("The same by lightness alone: low where one structure comes in many tints.")),
  msSsim: optional(estimate("Mean MS-SSIM of random pairs (Odena et al. 2017), in [0, 1]; only when asked for.")),
});
export interface CheckpointMetrics extends Holds<typeof checkpointMetricsSchema> {}
export const metrics = (what: string): Field<CheckpointMetrics> => described(checkpointMetricsSchema, what);
