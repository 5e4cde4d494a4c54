/** The training step that the name of a picture or folder says. */
import { basename, extname } from "node:path/posix";
import { type NameNumber, numbersIn, withoutHashes } from "./name-numbers.ts";

export interface NamedStep {
  step: number;
  /** What the number counts: "epoch", "step", "kimg" ... */
  unit: string;
  /** true when a word says that the number is a step; false for a mere number. */
  worded: boolean;
  /** What a checkpoint of it is called, where the name says more than the unit and the step. */
  label?: string;
}

const UNITS: readonly [pattern: RegExp, unit: string][] = [
  [/(?:^|[^a-z])epochs?$/i, "epoch"],
  [/(?:^|[^a-z])(?:e|ep)$/i, "epoch"],
  [/(?:^|[^a-z])(?:iters?|iterations?|itr|its?)$/i, "iteration"],
  [/(?:^|[^a-z])kimg$/i, "kimg"],
  [/(?:^|[^a-z])fakes$/i, "kimg"],
  [/(?:^|[^a-z])(?:(?:global|train|training)_?)?steps?$/i, "step"],
];
/** `10_epochs`, `200kimg`: not where the word belongs to the number behind it. */
const UNITS_BEHIND: readonly [pattern: RegExp, unit: string][] = (
  [
    ["epochs?|ep", "epoch"],
    ["iters?|iterations?|its?", "iteration"],
    ["kimg", "kimg"],
    ["steps?", "step"],
  ] as const
).map(([words, unit]) => [new RegExp(`^[\\s_-]?(?:${words})(?![a-z])(?![\\s_\\-=.:#]*\\d)`, "i"), unit]);
/** Numbers behind these words are no steps. */
const NOT_A_STEP =
  /(?:^|[^a-z])(?:z|lr|seed|class|fold|size|res|batch|bs|dim|gpu|nrow|fid|kid|lpips|loss|acc|beta|lambda|psi|trunc|truncation|temp|run|exp|experiment|trial)$/i;
/** Data sets and networks with a number in their names, where nothing stands between. */
const NUMBERED_NAMES = /(?:cifar|ffhq|afhq|celeba|imagenet|lsun|stylegan|resnet|vgg)$/i;
/** Sizes: 8x8, 64px. */
const SIZE_BEFORE = /\dx$/i;
const SIZE_BEHIND = /^(?:x\d|px(?![a-z]))/i;

/** null where it can be no step. */
const namedStep = ({ value, before: text, behind }: NameNumber): NamedStep | null => {
  const before = text.replace(/[\s_\-=.:#]+$/, "");
  if (NOT_A_STEP.test(before) || NUMBERED_NAMES.test(text) || SIZE_BEFORE.test(text) || SIZE_BEHIND.test(behind))
    return null;
  const unit =
    UNITS.find(([pattern]) => pattern.test(before))?.[1] ?? UNITS_BEHIND.find(([pattern]) => pattern.test(behind))?.[1];
  if (unit === undefined && !Number.isInteger(value)) return null;
  return { step: value, unit: unit ?? "step", worded: unit !== undefined };
};

/** The numbers of a name in their order, each with the step that it may be. @param name without hashes */
export const stepsIn = (name: string): { number: NameNumber; named: NamedStep | null }[] =>
  numbersIn(name).map((number) => ({ number, named: namedStep(number) }));

/** Seconds since 1970: they tell when a picture was written, where another number can be the step. */
const isTime = ({ step, worded }: NamedStep): boolean => !worded && step >= 1.5e9 && step < 2e9;

/**
 * The epoch, else the last number that a word calls a step, else the last one that can be a step. Epochs come first because
 * iterations often start again in every epoch.
 */
export const chosenStep = (steps: readonly NamedStep[]): NamedStep | null =>
  steps.find(({ unit }) => unit === "epoch") ??
  steps.findLast(({ worded }) => worded) ??
  steps.findLast((named) => !isTime(named)) ??
  steps.at(-1) ??
  null;

/** The training step in a name (without its extension); null when there is none. */
export const stepOfName = (name: string): NamedStep | null =>
  chosenStep(stepsIn(withoutHashes(name)).flatMap(({ named }) => named ?? []));

/** The name of a picture without its folders and its ending. @param path with "/" between parts */
export const nameOfPath = (path: string): string => basename(path, extname(path));

const CHECKPOINT_FOLDER =
  /^(?:samples?|images?|fakes?|generated|outputs?|checkpoints?|ckpt|snapshots?)?[\s_-]*\d[\d,.e+]*[kM]?$/i;

/** The step of a folder. A number behind any other word counts something else: run2, exp_3, cifar10. */
export const stepOfFolder = (name: string): NamedStep | null => {
  const named = stepOfName(name);
  return named && (named.worded || CHECKPOINT_FOLDER.test(name)) ? named : null;
};
