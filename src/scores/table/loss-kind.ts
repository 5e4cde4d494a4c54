/** Which loss a log holds: decided by the user, else by the log's own words, else by where the numbers start. */

/** What the adversarial losses are. `bce` is binary cross-entropy, on logits (logistic, non-saturating) or probabilities. */
export type LossKind = "bce" | "hinge" | "wgan" | "lsgan" | "energy" | "relativistic" | "signed" | "unstated";
/** Whether a discriminator's loss is the sum of its halves on real and on generated images, or their mean. */
export type Reduction = "sum" | "mean";

/** Kinds a user can name. */
export type LossChoice = "bce" | "hinge" | "wgan" | "lsgan";

/** Why a kind gives no scores. */
export const REFUSED: Record<Exclude<LossKind, "bce">, string> = {
  hinge:
    "it is a hinge loss: parts below the margin are cut off at 0, so no probability can be recovered from the total",
  wgan: "it is a Wasserstein loss: adding any constant to the critic leaves it the same, so it holds no probability",
  lsgan:
    "it is a least-squares loss: it holds the mean square distance to the label, not a probability; --loss lsgan shows a surrogate",
  energy: "it is an energy (a reconstruction error), not a probability",
  relativistic: "it compares real with generated images, so it holds no probability of either",
  signed: "the losses have negative values, as Wasserstein and hinge losses have and cross-entropy never has",
  unstated: "the log does not say which loss it is, and it does not start at ln 2 as cross-entropy does",
};

/** Untrained discriminators answer .5: a loss of ln 4 when the two halves are summed, of ln 2 when they are averaged. */
export const SUM_START = Math.log(4);
export const MEAN_START = Math.log(2);

/** Whether a number lies within 20 % of a level. */
export const isNear = (value: number, level: number, tolerance = 0.2): boolean =>
  Math.abs(value - level) <= tolerance * level;
