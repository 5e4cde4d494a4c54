/** What to try next, each remedy with its source, ordered by what the evidence suggests. */

/** Remedies of MATLAB's "Monitor GAN Training Progress and Identify Common Failure Modes" come without a source, the others name theirs. */
const REMEDIES = {
  largerLatent: "Use a larger input (latent) dimension.",
  widerGenerator: "Use more filters in the generator's convolution layers.",
  narrowerGenerator: "Use fewer filters in the generator's convolution layers.",
  generatorDropout: "Add dropout to the generator.",
  flipLabels: "Flip the labels of some of the real images (one-sided) while training the discriminator.",
  discriminatorDropout: "Add dropout to the discriminator.",
  narrowerDiscriminator: "Use fewer filters in the discriminator.",
  widerDiscriminator: "Use more filters in the discriminator.",
  minibatchDeviation:
    "Show the discriminator the spread of its batch: a minibatch standard deviation layer (Karras et al. 2018, Progressive GAN).",
  packing: "Let the discriminator judge several samples at once: packing (Lin et al. 2018, PacGAN).",
  gradientPenalty: "Penalise the discriminator's gradient on real images: R1 (Mescheder et al. 2018).",
  spectralNorm: "Bound the discriminator by spectral normalisation (Miyato et al. 2018).",
  timescales: "Give the two networks learning rates of their own: TTUR (Heusel et al. 2017).",
  augmentation:
    "With fewer than some 10,000 training images: augment what the discriminator sees, adaptively: ADA (Karras et al. 2020).",
  wasserstein: "Change the loss to one whose gradient does not vanish: WGAN-GP (Gulrajani et al. 2017).",
  instanceNoise: "Add noise to the discriminator's inputs and let it fade (Arjovsky & Bottou 2017).",
} as const;

type Remedy = keyof typeof REMEDIES;
const of = (...names: readonly Remedy[]): string[] => names.map((name) => REMEDIES[name]);

/** Remedies for a collapse. Where the discriminator dominates as well, what weakens it comes first. */
export const collapseAdvice = (discriminatorDominates: boolean): string[] =>
  discriminatorDominates
    ? of(
        "flipLabels",
        "widerGenerator",
        "largerLatent",
        "gradientPenalty",
        "minibatchDeviation",
        "augmentation",
        "packing",
      )
    : of(
        "largerLatent",
        "widerGenerator",
        "flipLabels",
        "minibatchDeviation",
        "packing",
        "gradientPenalty",
        "timescales",
      );

export const DISCRIMINATOR_ADVICE: readonly string[] = of(
  "flipLabels",
  "discriminatorDropout",
  "widerGenerator",
  "narrowerDiscriminator",
  "gradientPenalty",
  "augmentation",
  "instanceNoise",
  "timescales",
);

export const GENERATOR_ADVICE: readonly string[] = of(
  "widerDiscriminator",
  "generatorDropout",
  "narrowerGenerator",
  "minibatchDeviation",
  "timescales",
);

/** Remedies for noise: those of the side that has won where the scores show it. */
export const structurelessAdvice = (winner: "discriminator" | "generator" | null): string[] => {
  const range = "Check the normalisation of the training images and the generator's output range.";
  if (winner === "discriminator") return [...of("flipLabels", "discriminatorDropout", "widerGenerator"), range];
  if (winner === "generator") return [...of("widerDiscriminator", "generatorDropout"), range];
  return [
    "See which side wins in the scores and follow the advice for it; without scores, log them.",
    range,
    ...of("widerGenerator", "wasserstein", "spectralNorm"),
  ];
};

/** Said first where a failure has lasted and nothing suggests that it ends. @param since label of the onset */
export const stopNow = (since: string, healthy: string | null): string =>
  `Stop this run: it has not recovered since ${since}.${healthy === null ? "" : ` Restart from ${healthy} or before, with a change.`}`;
