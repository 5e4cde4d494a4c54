/**
 * What a column is by the words of its name: `train/g_loss`, `avg_D_loss`, `loss_netG`, `G_losses`, `Generator Loss (BCE)`. A name is
 * understood only where every word of it is.
 */
import { ALIASES, type Quantity } from "./columns.ts";

export interface NameMeaning {
  quantity: Quantity;
  /** How far the name is from the plain one: of two columns the lower is read. */
  distance: number;
  /** It names a network and nothing of it, such as `gen`: too little in free text. */
  isBare: boolean;
}

const LONGEST_NAME = 80;
/** "real+fake", "real and fake": both halves. */
export const BOTH_HALVES = /(real|fake)\s?(?:[+&]|and)\s?(?!\1)(?:real|fake)/gi;
/** Without letters, digits and what joins them, a name is text. */
const NAME = /^[\w\s\-./:()[\]|]+$/;

const GENERATOR = ["g", "gen", "generator", "dg"];
const DISCRIMINATOR = ["d", "disc", "dis", "discrim", "discriminator", "critic"];
/** Which loss it is: loss-evidence.ts reads these too. */
const KINDS = ["bce", "logistic", "vanilla", "hinge", "wgan", "wasserstein", "wgangp", "lsgan", "minimax"];
const LOSS = ["loss", "losses", "err", "error", "errs", "errors", "cost", "costs", ...KINDS];
const SAME = new Map<string, string>([
  ...GENERATOR.map((word) => [word, "g"] as const),
  ...DISCRIMINATOR.map((word) => [word, "d"] as const),
  ...LOSS.map((word) => [word, "loss"] as const),
  ...["logit", "logits"].map((word) => [word, "logit"] as const),
  ...["prob", "probs", "probability"].map((word) => [word, "prob"] as const),
  ...["acc", "accuracy"].map((word) => [word, "acc"] as const),
  ...["score", "scores"].map((word) => [word, "score"] as const),
  ...["fake", "fakes", "generated", "synthetic"].map((word) => [word, "fake"] as const),
  ...["real", "reals"].map((word) => [word, "real"] as const),
]);

/** Words that change nothing of what is meant, and how much they take a name away from the plain one. */
const BESIDE = new Map<string, number>([
  ...["train", "training", "trn", "net", "network", "log", "logs", "metric", "metrics", "scalar", "scalars"].map(
    (word) => [word, 1] as const,
  ),
  ...["step", "batch", "it", "iter", "iters", "iteration", "per", "value", "raw", "cur", "current"].map(
    (word) => [word, 2] as const,
  ),
  ...[
    "avg",
    "ave",
    "average",
    "averaged",
    "mean",
    "running",
    "moving",
    "smooth",
    "smoothed",
    "ema",
    "epoch",
    "last",
  ].map((word) => [word, 4] as const),
  ...["total", "sum", "overall", "final"].map((word) => [word, 8] as const),
  ...["nat", "nats", "bit", "bits"].map((word) => [word, 0] as const),
  // What a network is trained on is not what it is judged by.
  ...["val", "valid", "validation", "test", "eval", "dev"].map((word) => [word, 64] as const),
]);
/** The part of a network's loss that the other network plays a part in. */
const ADVERSARIAL = new Set(["gan", "adv", "adversarial"]);
/** Beside the bare name of a network these leave no doubt: "D/total" is all of its loss. */
const PLACES = new Set(["train", "training", "trn", "net", "val", "valid", "validation", "test", "eval", "total"]);
const LAST_CHOICE = 128;

/** By the words that remain, sorted. */
const MEANINGS = new Map<string, Quantity>([
  ["g", "lossGenerator"],
  ["d", "lossDiscriminator"],
  ["d real", "probabilityReal"],
  ["d fake", "probabilityFake"],
  ["g loss", "lossGenerator"],
  ["fake g loss", "lossGenerator"],
  ["d loss", "lossDiscriminator"],
  ["d loss real", "lossReal"],
  ["d fake loss", "lossFake"],
  ["loss real", "lossReal"],
  ["fake loss", "lossFake"],
  ["logit real", "logitReal"],
  ["d logit real", "logitReal"],
  ["fake logit", "logitFake"],
  ["d fake logit", "logitFake"],
  ["prob real", "probabilityReal"],
  ["d prob real", "probabilityReal"],
  ["d real score", "probabilityReal"],
  ["fake prob", "probabilityFake"],
  ["d fake prob", "probabilityFake"],
  ["d fake score", "probabilityFake"],
  ["acc real", "accuracyReal"],
  ["acc d real", "accuracyReal"],
  ["acc fake", "accuracyFake"],
  ["acc d fake", "accuracyFake"],
  ["acc d", "accuracy"],
  ["real score", "probabilityReal"],
  ["fake score", "probabilityFake"],
]);

const COUNTS: ReadonlySet<string> = new Set<Quantity>(["step", "epoch", "batch"]);
const joinedName = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, "");
/** The listed names as their words joined: "D(x)" is "dx". */
const LISTED = new Map<string, Quantity>(
  (Object.entries(ALIASES) as [Quantity, readonly string[]][])
    .filter(([quantity]) => !COUNTS.has(quantity))
    .flatMap(([quantity, names]) => names.map((name) => [joinedName(name), quantity] as const))
    // Names in other letters have no such words.
    .filter(([name]) => name !== ""),
);

/** null where a word is not understood. */
export const meaningOfWords = (printed: string): NameMeaning | null => {
  const name = printed.replace(BOTH_HALVES, "total");
  if (name.length > LONGEST_NAME || !NAME.test(name)) return null;
  const words = wordsOf(name);
  const adversarial = words.some((word) => ADVERSARIAL.has(word));
  const beside = words.filter((word) => BESIDE.has(word));
  const core = words.filter((word) => !BESIDE.has(word) && !ADVERSARIAL.has(word));
  const away = beside.reduce((sum, word) => sum + BESIDE.get(word)!, 0);
  const networks = new Set(core.filter((word) => SAME.get(word) === "g" || SAME.get(word) === "d"));
  const isBare = core.length > 0 && core.every((word) => networks.has(word)) && !adversarial;
  // "gen_step" and "D_mean" may be anything of that network.
  if (isBare && (core.length > 1 || !beside.every((word) => PLACES.has(word)))) return null;
  if (core.every((word) => SAME.get(word) === "loss"))
    return adversarial ? { quantity: "lossGenerator", distance: LAST_CHOICE + away, isBare: true } : null;
  const joined = adversarial ? undefined : LISTED.get(core.join(""));
  const quantity = joined ?? MEANINGS.get([...new Set(core.map((word) => SAME.get(word) ?? word))].sort().join(" "));
  return quantity ? { quantity, distance: away + (isBare ? LAST_CHOICE / 2 : 0), isBare } : null;
};

/** "netG", "D_lossReal" and "DLoss" hold several words. */
export const wordsOf = (name: string): string[] =>
  name
    .replace(/wgan[-_ ]?gp/i, "wgangp")
    .replace(/\(mse\)/i, "(lsgan)")
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .toLowerCase()
    .match(/[a-z]+|\d+/g)
    ?.flatMap(apart) ?? [];

/** "dloss", "netg", "errd" */
const FUSED = /^(net|loss|err|cost)?(g|d|gen|disc|dis|discrim|generator|discriminator)(loss|losses|err|cost)?$/;
const apart = (word: string): string[] => (FUSED.exec(word)?.slice(1) ?? [word]).filter((part) => part !== undefined);
