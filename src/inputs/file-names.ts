/** What the name of a picture or folder says: its training step, and whether it holds samples at all. */
import { basename, extname } from "node:path/posix";

export interface NamedStep {
  step: number;
  /** What the number counts: "epoch", "step", "kimg" ... */
  unit: string;
  /** true when a word says that the number is a step; false for a mere number. */
  worded: boolean;
}

const UNITS: readonly [pattern: RegExp, unit: string][] = [
  [/(?:^|[^a-z])epochs?$/i, "epoch"],
  [/(?:^|[^a-z])(?:e|ep)$/i, "epoch"],
  [/(?:^|[^a-z])(?:iters?|iterations?|itr)$/i, "iteration"],
  [/(?:^|[^a-z])kimg$/i, "kimg"],
  [/(?:^|[^a-z])fakes$/i, "kimg"],
  [/(?:^|[^a-z])(?:global_?)?steps?$/i, "step"],
];
/** Numbers behind these words are no steps. */
const NOT_A_STEP = /(?:^|[^a-z])(?:z|lr|seed|class|fold|size|res|batch|bs|dim|gpu|nrow)$/i;
/** Sizes: 8x8, 64px. */
const SIZE_BEFORE = /\dx$/i;
const SIZE_BEHIND = /^(?:x\d|px(?![a-z]))/i;

/**
 * The training step in a name (without its extension): the epoch, else the last whole number that a word calls a step,
 * else the last one that can be a step; null when there is none. Epochs come first because iterations often start again
 * in every epoch.
 */
export const stepOfName = (name: string): NamedStep | null => {
  const steps = [...name.matchAll(/\d{1,12}/g)].flatMap((match): NamedStep[] => {
    const text = name.slice(0, match.index);
    const before = text.replace(/[\s_\-=.:#]+$/, "");
    const behind = name.slice(match.index + match[0].length);
    if (NOT_A_STEP.test(before) || SIZE_BEFORE.test(text) || SIZE_BEHIND.test(behind)) return [];
    const unit = UNITS.find(([pattern]) => pattern.test(before))?.[1];
    return [{ step: Number(match[0]), unit: unit ?? "step", worded: unit !== undefined }];
  });
  return steps.find(({ unit }) => unit === "epoch") ?? steps.findLast(({ worded }) => worded) ?? steps.at(-1) ?? null;
};

/** The step of a picture, by its name. @param path with "/" between parts */
export const stepOfPath = (path: string): NamedStep | null => stepOfName(basename(path, extname(path)));

const CHECKPOINT_FOLDER =
  /^(?:samples?|images?|fakes?|generated|outputs?|checkpoints?|ckpt|snapshots?)?[\s_-]*\d{1,12}$/i;

/** The step of a folder. A number behind any other word counts something else: run2, exp_3, cifar10. */
export const stepOfFolder = (name: string): NamedStep | null => {
  const named = stepOfName(name);
  return named && (named.worded || CHECKPOINT_FOLDER.test(name)) ? named : null;
};

const REAL_WORDS = "reals?|real_samples?|real_images?|training_data|ground_?truth";
const SWEEP_WORDS = "interp|interpolations?|latent_(?:walk|sweep|traversal)s?|traversals?|varying_[a-z]+|slerp|morph";
const CHART_WORDS = "[gd]?(?:loss|losses|curves?|scores?|histogram|hist|charts?|accuracy|fid)";
const REAL = "real pictures by its name, no samples of the generator";
const SWEEP = "a sweep through the latent space by its name: neighbours are alike by design";
const CHART = "a chart by its name, no samples";

const somewhere = (words: string): RegExp => new RegExp(`(?:^|[^a-z])(?:${words})\\d*(?:[^a-z]|$)`, "i");
const wholeName = (words: string): RegExp => new RegExp(`^(?:${words})\\d*$`, "i");

const NO_SAMPLES: readonly [pattern: RegExp, reason: string][] = [
  [somewhere(REAL_WORDS), REAL],
  [somewhere(CHART_WORDS), CHART],
  [/(?:loss|curve|chart)e?s?$/i, CHART],
  [somewhere(SWEEP_WORDS), SWEEP],
  [/-mr$/i, "mixed styles by its name: rows and columns are alike by design"],
];
const PLOT = somewhere("plots?");
const GENERATED_PLOT = /generated[_-]?plot/i;

/** Why a picture with this name (without its extension) is no sample; null when it may be one. */
export const exclusionReason = (name: string): string | null => {
  if (PLOT.test(name) && !GENERATED_PLOT.test(name)) return CHART;
  return NO_SAMPLES.find(([pattern]) => pattern.test(name))?.[1] ?? null;
};

const NO_SAMPLES_FOLDERS: readonly [pattern: RegExp, reason: string][] = [
  [wholeName(REAL_WORDS), REAL],
  [wholeName(SWEEP_WORDS), SWEEP],
];

/** Why a folder of this name holds no samples. Stricter than for pictures: "plots" and "loss_hinge" may well hold some. */
export const folderExclusionReason = (name: string): string | null =>
  NO_SAMPLES_FOLDERS.find(([pattern]) => pattern.test(name))?.[1] ?? null;
