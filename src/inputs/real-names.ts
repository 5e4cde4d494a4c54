/** Names that say what a picture shows beside samples of the generator: real data, or what goes into a translation and comes out of it. */
import { stepOfName } from "./file-names.ts";

/** "real": nothing else is called so; "data": real data where samples lie beside it; "pair": the input or aim of one sample. */
export type RealName = "real" | "data" | "pair";

const REAL = /^(?:reals?|real(?:samples?|images?|imgs?|data|batch)|groundtruth)$/;
/** Models and methods that begin with "real". */
const NOT_REAL = /^(?:nvp|esrgan|sr|time|istic)$/;
const OF_TRAINING = /^(?:training|train)$/;
const MANY_IMAGES = /^(?:samples?|images?|imgs?|pictures?|pics?|data|batch|batches|set|grid|examples?)$/;
const DATA = /^(?:datasets?|trainset|traindata|gt|originals?|origs?|references?|refs?)$/;
const PAIR = /^(?:inputs?|sources?|targets?|recons?|reconstructions?|reconstructed|conditions?|conds?)$/;
/** What comes out of a generator, or goes into one that has no pictures for input. */
const GENERATED =
  /^(?:fakes?|fake(?:samples?|images?)|gen|generated|generator|synth|synthetic|synthesi[sz]ed|outputs?|[a-z]*gan|noise|latents?|fixed|z)$/;
const OF_RUN = /^(?:training|train|data|datasets?)$/;
const NO_SCALE = /^(?:[ab]|vs|versus|and|recon[a-z]*|compar[a-z]*)$/;

const isGenerated = (words: readonly string[]): boolean => words.some((word) => GENERATED.test(word));

const wordsOf = (name: string): string[] =>
  name
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== "");

/** The kind, and how many words say it, of what begins at a word. */
const kindAt = (words: readonly string[], at: number): { kind: RealName; words: number } | null => {
  const [word, next = ""] = words.slice(at);
  if (word === "ground" && next === "truth") return { kind: "real", words: 2 };
  if (REAL.test(word!)) return NOT_REAL.test(next) ? null : { kind: "real", words: 1 };
  if (OF_TRAINING.test(word!) && MANY_IMAGES.test(next)) return { kind: "data", words: 2 };
  if (word === "data" && (words.length === 1 || MANY_IMAGES.test(next))) return { kind: "data", words: 1 };
  if (DATA.test(word!)) return { kind: "data", words: 1 };
  return PAIR.test(word!) ? { kind: "pair", words: 1 } : null;
};

/** null where nothing says so; words of a generator outweigh all but "real". @param name of a picture, without its extension */
export const realNameOf = (name: string): RealName | null => {
  const words = wordsOf(name);
  const kinds = words.flatMap((_, at) => kindAt(words, at)?.kind ?? []);
  if (kinds.includes("real")) return "real";
  if (kinds.length === 0 || isGenerated(words)) return null;
  if (kinds.includes("pair")) return "pair";
  // The aim of a sample belongs to a step, a look at the training data does not.
  const isOfStep = stepOfName(name)?.worded && words.some((word) => OF_RUN.test(word));
  return kinds.includes("data") && !isOfStep ? "data" : null;
};

/** Strict, so that `real_nvp` and `realistic` hold samples: every word of the folder's name must say it. */
export const realFolderOf = (name: string): RealName | null => {
  const words = wordsOf(name);
  let found: RealName | null = null;
  for (let at = 0; at < words.length; ) {
    const next = kindAt(words, at);
    if (!next && !(found && MANY_IMAGES.test(words[at]!))) return null;
    found ??= next!.kind;
    at += next?.words ?? 1;
  }
  return found;
};

/** Real pictures beside others in one (real_vs_fake) and sides of a translation (real_A) are no scale for samples. */
export const isScale = (name: string): boolean => {
  const kind = realNameOf(name);
  const words = wordsOf(name);
  // `custom_dataset.png` may be samples of a generator for that data: only a whole name says that it is the data.
  const isSure = kind === "real" || (kind === "data" && realFolderOf(name) !== null);
  return isSure && !isGenerated(words) && !words.some((word) => NO_SCALE.test(word));
};
