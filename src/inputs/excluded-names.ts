/** Pictures and folders that hold no samples by their names. */
import { stepOfName } from "./file-names.ts";
import { realFolderOf, realNameOf } from "./real-names.ts";

const SWEEP_WORDS = "interp|interpolations?|latent_(?:walk|sweep|traversal)s?|traversals?|varying_[a-z]+|slerp|morph";
/** Wherever they stand. */
const CHART_WORDS =
  "[gd]?(?:loss|losses|curves?|scores?|histograms?|hist|charts?|accuracy|accuracies|acc|fid)|t[-_]?sne|umap|pca|confusion|heatmap|scatter|boxplots?|auc|roc|psnr|ssim|lpips|perplexity|metrics?|learning[-_]?rates?";
/** Where nothing but such words stands in the name. */
const CHART_NAMES =
  /^(?:lr|rates?|history|gradients?|grads?|norms?|stats?|statistics|distributions?|precision|recall|kid|weights|spectrum|spectra|embeddings?|schedules?)$/;
/** The same, and without a number: with one they may be what was drawn at that step. */
const CHART_NAMES_OF_RUN = /^(?:training|learning|progress|convergence|performance|logs?)$/;
const BESIDE_CHART_NAMES =
  /^(?:train|val|valid|validation|test|[gd]|gen|disc|generator|discriminator|critic|of|per|by|vs|and|over|figure|fig|graph|epochs?|steps?|iterations?|iters?|batch|mean|avg|all|flow|values?|layers?)$/;
/** `epoch_10_loss_0.53` is a sample with what was measured at it. */
const MEASURED = new RegExp(`(?<=.[^a-z])(?:${CHART_WORDS})[-_=]?\\d+\\.\\d+`, "gi");
export const REAL = "real pictures by its name, no samples of the generator";
const DATA = "training data by its name, beside samples of the generator";
const PAIR = "an input, an aim or a reconstruction by its name, beside samples of the generator";
const SWEEP = "a sweep through the latent space by its name: neighbours are alike by design";
const CHART = "a chart by its name, no samples";
const MIXED = "mixed styles by its name: rows and columns are alike by design";

/** Reasons that samples with an unlucky name can have too. */
export const IN_QUESTION_BY_NAME: ReadonlySet<string> = new Set([CHART, SWEEP, MIXED, DATA, PAIR]);

const somewhere = (words: string): RegExp => new RegExp(`(?:^|[^a-z])(?:${words})\\d*(?:[^a-z]|$)`, "i");
const wholeName = (words: string): RegExp => new RegExp(`^(?:${words})\\d*$`, "i");

const NO_SAMPLES: readonly [pattern: RegExp, reason: string][] = [
  [somewhere(CHART_WORDS), CHART],
  [/(?:loss|curve|chart)e?s?$/i, CHART],
  [somewhere(SWEEP_WORDS), SWEEP],
  [/-mr$/i, MIXED],
];
const PLOT = somewhere("plots?");
const GENERATED_PLOT = /generated[_-]?plot/i;

const isChartName = (name: string): boolean => {
  const words = name
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== "");
  const isOfRun = (word: string) => CHART_NAMES_OF_RUN.test(word);
  const says = words.some((word) => CHART_NAMES.test(word)) || (words.some(isOfRun) && !/\d/.test(name));
  return says && words.every((word) => CHART_NAMES.test(word) || BESIDE_CHART_NAMES.test(word) || isOfRun(word));
};

/** Why a picture with this name (without its extension) is no sample; null when it may be one. */
export const exclusionReason = (full: string): string | null => {
  // A name of numbers alone says nothing, and there may be many.
  if (!/[a-z]/i.test(full)) return null;
  if (realNameOf(full) === "real") return REAL;
  const name = full.replace(MEASURED, "");
  if (isChartName(name)) return CHART;
  if (PLOT.test(name) && !GENERATED_PLOT.test(name)) return CHART;
  return NO_SAMPLES.find(([pattern]) => pattern.test(name))?.[1] ?? null;
};

const SWEEP_FOLDER = wholeName(SWEEP_WORDS);
const CHART_FOLDER = wholeName("charts?|metrics|losses|(?:loss|learning)[-_ ]?curves?|curves|histograms?");

/** Why a folder of this name holds no samples. Stricter than for pictures: "plots" and "loss_hinge" may well hold some. */
export const folderExclusionReason = (name: string): string | null => {
  if (realFolderOf(name) === "real") return REAL;
  if (CHART_FOLDER.test(name)) return CHART;
  return SWEEP_FOLDER.test(name) ? SWEEP : null;
};

/** Why a picture is no sample where others are there: alone, `dataset_1.png` and `target_1.png` are what is to be judged. */
export const reasonBesideSamples = (name: string, folders: readonly string[]): string | null => {
  const [own, places] = [realNameOf(name), folders.map(realFolderOf)];
  if (own === "pair" || places.includes("pair")) return PAIR;
  if (own === "data") return DATA;
  // Samples drawn during training lie in training_samples/iter_500.png.
  return places.includes("data") && !stepOfName(name)?.worded ? DATA : null;
};
