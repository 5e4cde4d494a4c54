/** What is measured on any set of images: a checkpoint, one class of it, or the real images. */
import { estimate } from "./estimate.ts";
import { count, described, type Field, type Holds, number, object, optional, share } from "./fields.ts";

export const hillNumbersSchema = object(
  "Effective numbers of modes; each image outside every group is one. Where no mode repeats all three are lower bounds: value = low, high = null.",
  {
    observed: count("Modes seen: groups + single images."),
    richness: estimate(
      "Order 0: richness, the Chao1 lower bound, in modes. The interval is that of the bound: a long tail of rare modes lies above it.",
    ),
    shannon: estimate("Order 1: exponential of the entropy, in modes, nearly without bias (Chao, Wang & Jost 2013)."),
    simpson: estimate("Order 2: inverse Simpson, in modes, unbiased."),
  },
);
export interface HillNumbers extends Holds<typeof hillNumbersSchema> {}

export const sharedPatternSchema = object(
  "How much of one pattern the images share, pixel by pixel, of up to 100 of them; measured only where the level leaves it open.",
  {
    whole: number("Mean correlation of the brightness of two images, in [-1, 1]."),
    detail: number("The same of its fine detail (second differences), in [-1, 1]."),
  },
);
export interface SharedPatternFigures extends Holds<typeof sharedPatternSchema> {}

export const checkpointMetricsSchema = object("What is measured on one set of images.", {
  duplicateShare: share(
    "Images in groups of two or more / images, in [0, 1]; grows with their number, compare with duplicateShareByChance.",
  ),
  duplicateShareByChance: share(
    "Images that would have a near-duplicate if all pairs were independent, in [0, 1]: 1 - (1 - duplicatePairShare)^(n - 1).",
  ),
  dominantModeShare: share("Largest mode: the most near-duplicates of one image, itself included / images, in [0, 1]."),
  threshold: number("Cosine similarity in [-1, 1] from which two images of this set count as near-duplicates."),
  duplicatePairShare: estimate("Chance in [0, 1] that two random samples look the same: near-duplicate pairs / pairs."),
  diversityIndex: estimate(
    "Diversity index: 1 / mean squared cosine of all pairs, unbiased (order-2 Vendi score, U-RKE), from 1. No number of modes: unrelated images of one domain cap it at 3 to 7, so compare it with the run's own past and with real images only.",
  ),
  supportSize: estimate("Effective (inverse Simpson) support size, in modes: all pairs / near-duplicate pairs."),
  sampleCoverage: estimate("Chance in [0, 1] that the next sample falls in a mode already seen (Good-Turing)."),
  meanSimilarity: estimate("Level: mean cosine over all pairs, in [-1, 1]; does every image resemble every other?"),
  blankShare: share("Images without any contrast / images, in [0, 1]."),
  structurelessShare: share("Images that are noise without structure, sharp or blurred / images, in [0, 1]."),
  closePairShare: estimate("Close copies, at half the squared distance of near-duplicates / all pairs, in [0, 1]."),
  relatedPairShare: estimate(
    "Pairs at twice the squared distance of near-duplicates and less / all pairs, in [0, 1], of up to 1,000 images.",
  ),
  excessPairShare: estimate(
    "Near-duplicate pairs beyond what the set's own unlike pairs lead to expect / pairs, in [0, 1], of up to 1,000 images: (p - q) / (1 - q). Images of one narrow class have none, modes do.",
  ),
  expectedPairShare: share(
    "q: near-duplicate pairs that the lower half of all similarities leads to expect, taken as normal, in [0, 1]; 1 / q is the most modes that such images can be told apart into.",
  ),
  distinctModes: estimate(
    "Distinct modes by near-duplicate pairs, from 1: 1 / duplicatePairShare. `high` is null where the domain's own look-alikes may explain all pairs; `value` is then the lower bound.",
  ),
  modeConcentration: estimate(
    "Simpson concentration of the near-duplicate groups, in [0, 1]: the chance that two random samples fall into one group. Grows as images get fewer, so compare at equal numbers only.",
  ),
  structureExcess: optional(
    estimate("`excessPairShare` by structure alone: high where one structure comes in many tints."),
  ),
  vendiScore: estimate(
    "Vendi score of order 1 (Friedman & Dieng 2023), in modes; a plug-in that reads low on few images: compare at equal numbers only.",
  ),
  hill: described(hillNumbersSchema, "Hill numbers of the near-duplicate groups taken as species (Chao & Jost)."),
  parts: optional(
    object("Mean cosine over all pairs; only when the embedder tells structure and appearance apart.", {
      structure: estimate("By structure alone, in [-1, 1]."),
      appearance: estimate("With colour, in [-1, 1]."),
    }),
  ),
  structureIndex: optional(estimate("The same by structure alone: low where one structure comes in many tints.")),
  sharedPattern: optional<SharedPatternFigures>(sharedPatternSchema),
  msSsim: optional(estimate("Mean MS-SSIM of random pairs (Odena et al. 2017), in [0, 1]; only when asked for.")),
});
export interface CheckpointMetrics extends Holds<typeof checkpointMetricsSchema> {}
export const metrics = (what: string): Field<CheckpointMetrics> => described(checkpointMetricsSchema, what);
