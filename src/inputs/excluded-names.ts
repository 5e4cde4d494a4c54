/** Pictures and folders that hold no samples by their names. */
import { realFolderOf, realNameOf } from "./real-names.ts";

const SWEEP_WORDS = "interp|interpolations?|latent_(?:walk|sweep|traversal)s?|traversals?|varying_[a-z]+|slerp|morph";
const CHART_WORDS = "[gd]?(?:loss|losses|curves?|scores?|histogram|hist|charts?|accuracy|fid)";
const REAL = "real pictures by its name, no samples of the generator";
const DATA = "training data by its name, beside samples of the generator";
const PAIR = "an input, an aim or a reconstruction by its name, beside samples of the generator";
const SWEEP = "a sweep through the latent space by its name: neighbours are alike by design";
const CHART = "a chart by its name, no samples";

const somewhere = (words: string): RegExp => new RegExp(`(?:^|[^a-z])(?:${words})\\d*(?:[^a-z]|$)`, "i");
const wholeName = (words: string): RegExp => new RegExp(`^(?:${words})\\d*$`, "i");

const NO_SAMPLES: readonly [pattern: RegExp, reason: string][] = [
  [somewhere(CHART_WORDS), CHART],
  [/(?:loss|curve|chart)e?s?$/i, CHART],
  [somewhere(SWEEP_WORDS), SWEEP],
  [/-mr$/i, "mixed styles by its name: rows and columns are alike by design"],
];
const PLOT = somewhere("plots?");
const GENERATED_PLOT = /generated[_-]?plot/i;

/** Why a picture with this name (without its extension) is no sample; null when it may be one. */
export const exclusionReason = (name: string): string | null => {
  if (realNameOf(name) === "real") return REAL;
  if (PLOT.test(name) && !GENERATED_PLOT.test(name)) return CHART;
  return NO_SAMPLES.find(([pattern]) => pattern.test(name))?.[1] ?? null;
};

const SWEEP_FOLDER = wholeName(SWEEP_WORDS);

/** Why a folder of this name holds no samples. Stricter than for pictures: "plots" and "loss_hinge" may well hold some. */
export const folderExclusionReason = (name: string): string | null => {
  if (realFolderOf(name) === "real") return REAL;
  return SWEEP_FOLDER.test(name) ? SWEEP : null;
};

/** Why a picture is no sample where others are there: alone, `dataset_1.png` and `target_1.png` are what is to be judged. */
export const reasonBesideSamples = (name: string, folders: readonly string[]): string | null => {
  const kinds = [realNameOf(name), ...folders.map(realFolderOf)];
  if (kinds.includes("pair")) return PAIR;
  return kinds.includes("data") ? DATA : null;
};
