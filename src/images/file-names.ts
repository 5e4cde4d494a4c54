/** What the name of a picture says: its training step, and whether it is a sample at all. */

export interface NamedStep {
  step: number;
  /** What the number counts: "epoch", "step", "kimg" ... */
  unit: string;
}

const UNITS: readonly [pattern: RegExp, unit: string][] = [
  [/(?:^|[^a-z])epochs?$/i, "epoch"],
  [/(?:^|[^a-z])(?:e|ep)$/i, "epoch"],
  [/(?:^|[^a-z])(?:iters?|iterations?|itr)$/i, "iteration"],
  [/(?:^|[^a-z])kimg$/i, "kimg"],
  [/(?:^|[^a-z])fakes$/i, "kimg"],
];
/** Numbers behind these words are no steps. */
const NOT_A_STEP = /(?:^|[^a-z])(?:z|lr|seed|class|fold|size|batch|bs|dim|gpu)$/i;

/** The last whole number of a name (without its extension) that can be a step, null when there is none. */
export const stepOfName = (name: string): NamedStep | null => {
  const numbers = [...name.matchAll(/\d{1,12}/g)];
  for (const match of numbers.reverse()) {
    const before = name.slice(0, match.index).replace(/[\s_\-=.:#]+$/, "");
    if (NOT_A_STEP.test(before)) continue;
    const unit = UNITS.find(([pattern]) => pattern.test(before))?.[1] ?? "step";
    return { step: Number(match[0]), unit };
  }
  return null;
};

const EXCLUDED: readonly [pattern: RegExp, reason: string][] = [
  [
    /(?:^|[^a-z])(?:reals?|real_samples?|real_images?|training_data|ground_?truth)(?:[^a-z]|$)/i,
    "real pictures by its name, no samples of the generator",
  ],
  [
    /(?:^|[^a-z])[gd]?(?:loss|losses|curves?|scores?|histogram|hist|charts?|accuracy|fid)(?:[^a-z]|$)/i,
    "a chart by its name, no samples",
  ],
  [/(?:loss|curve|chart)e?s?$/i, "a chart by its name, no samples"],
  [
    /(?:^|[^a-z])(?:interp|interpolations?|latent_walk|slerp|morph)\d*(?:[^a-z]|$)/i,
    "a latent interpolation by its name: neighbours are alike by design",
  ],
  [/-mr$/i, "mixed styles by its name: rows and columns are alike by design"],
];
const PLOT = /(?:^|[^a-z])plots?(?:[^a-z]|$)/i;
const GENERATED_PLOT = /generated[_-]?plot/i;

/** Why a picture with this name (without its extension) is no sample; null when it may be one. */
export const exclusionReason = (name: string): string | null => {
  if (PLOT.test(name) && !GENERATED_PLOT.test(name)) return "a chart by its name, no samples";
  return EXCLUDED.find(([pattern]) => pattern.test(name))?.[1] ?? null;
};
