/** The training step that the name of a picture or folder says. */
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
