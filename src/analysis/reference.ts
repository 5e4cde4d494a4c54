/** The comparison with real images. */
import { calibrated, estimate, histogram } from "./estimate.ts";
import { count, described, type Field, type Holds, list, number, object, optional, share, text } from "./fields.ts";
import { metrics } from "./metrics.ts";

export const referenceSetSchema = object("The real images.", {
  source: text("As given, or as it was found."),
  found: optional(text("Where it was found, when nobody named it; left out when it was given.")),
  images: count("Real images measured."),
  metrics: metrics("Of the reference set itself, at the size given."),
});
export interface ReferenceSet extends Holds<typeof referenceSetSchema> {}

const pictureOfMember = object("A picture of an image.", {
  member: text("Name of the image."),
  image: text("Data URI."),
});

export const missingModeSchema = object(
  "A part of the real images (a k-means bin) with more of them uncovered than chance leaves (binomial, Holm).",
  {
    share: share("Uncovered real images in it / all real images, in [0, 1]."),
    members: list(text("Relative to the reference folder."), "The first of the uncovered images, most typical first."),
    thumbnails: optional(list(pictureOfMember, "Pictures of the first members; only when thumbnails were asked for.")),
  },
);
export interface MissingMode extends Holds<typeof missingModeSchema> {}

const twinSchema = object("A sample that is nearly identical to a real image.", {
  sample: text("Name of the sample."),
  reference: text("The real image, relative to the reference folder."),
  similarity: number("Cosine, in [-1, 1] but for rounding."),
  thumbnails: optional(
    object("Pictures of both; only when thumbnails were asked for.", {
      sample: text("Data URI."),
      reference: text("Data URI."),
    }),
  ),
});

const compared = (what: string) => optional(calibrated(what));

export const referenceComparisonSchema = object(
  "A set of samples against the real images. What could not be computed is left out and named in `notComputed`.",
  {
    equalSize: count("Images per side after equalising, where a metric needs equal sizes."),
    precision: compared("Samples in reach of the real images / samples, in [0, 1] (Kynkaanniemi et al. 2019, k = 3)."),
    recall: compared("Real images in reach of the samples / real images, in [0, 1] (Kynkaanniemi et al. 2019, k = 3)."),
    density: compared("Real neighbourhoods that a sample lies in / k, from 0 (Naeem et al. 2020, k = 5)."),
    coverage: compared("Real neighbourhoods with a sample / all, in [0, 1] (Naeem et al. 2020, k = 5)."),
    repeatShare: optional(
      estimate(
        "Near-duplicate pairs of the samples beyond those of the real images, in [0, 1]: (p - r) / (1 - r), both at the threshold of the run.",
      ),
    ),
    distinctModes: optional(
      estimate("Distinct modes of the samples, from 1: 1 / repeatShare; `high` is null where no repeat is certain."),
    ),
    diversityRatio: optional(
      estimate(
        "Diversity index of the samples / of the reference at equal n, from 0: 1 is as diverse as the real images.",
      ),
    ),
    duplicates: optional(
      object("Share of images with a near-duplicate among their own, at equal n.", {
        samples: number("Of the samples, in [0, 1]."),
        reference: number("What the real images alone would show at this threshold, in [0, 1]."),
      }),
    ),
    occupancy: compared(
      "Share of the real images in reach, from those that are a sample's nearest neighbour, in [0, 1].",
    ),
    ndb: optional(
      object("Number of statistically different bins (Richardson & Weiss 2018), with Holm's correction.", {
        bins: count("k-means bins of the real images."),
        different: count("Bins whose shares differ."),
        missing: count("The different bins without any sample."),
        jensenShannon: calibrated(
          "Jensen-Shannon divergence of the shares of the bins in nats, in [0, ln 2]; expected: both sets drawn from the pooled bins.",
        ),
      }),
    ),
    frechetDistance: compared(
      "Frechet distance in the space of this embedder, from 0: not comparable with Inception's.",
    ),
    kernelDistance: compared(
      "Kernel distance in the space of this embedder, unbiased, so it may lie below 0: not Inception's.",
    ),
    memorisedShare: compared(
      "Share of the samples closer to a real image than real images are to each other, beyond chance, in [0, 1]: (v - e) / (1 - e) with v = 1 - AuthPct (Alaa et al. 2022) and e the same of real images. It is the share of copies where all other samples are new; samples collapsed near a real image read high, too.",
    ),
    twinShare: compared(
      "Samples with a near-duplicate among the real images / samples, in [0, 1]; expected: of real images. The interval holds what is unsure about both.",
    ),
    missingModes: optional(list<MissingMode>(missingModeSchema, "Parts that the samples do not cover, largest first.")),
    twins: optional(list(twinSchema, "Samples nearly identical to a real image, most similar first.")),
    nearest: optional(histogram("Samples by the cosine to their nearest real image.")),
    notComputed: list(
      object("A metric that could not be computed.", {
        metric: text("Its field, or fields, in words."),
        reason: text("What it takes, and what there was."),
      }),
      "What is left out, and why.",
    ),
  },
);
export interface ReferenceComparison extends Holds<typeof referenceComparisonSchema> {}
export const referenceComparison = (what: string): Field<ReferenceComparison> =>
  described(referenceComparisonSchema, what);
