/** From logits and losses to probabilities. Broken numbers stay broken. */

export const sigmoid = (logit: number): number => (Number.isNaN(logit) ? logit : 1 / (1 + Math.exp(-logit)));

/**
 * Mean of sigmoid(x) for x normal with this mean and standard deviation, to about .02: sigmoid(m / sqrt(1 + pi s^2 / 8))
 * (MacKay 1992, "The evidence framework applied to classification networks", eq. 10).
 */
export const correctedLogit = (mean: number, deviation: number): number =>
  sigmoid(mean / Math.sqrt(1 + (Math.PI * deviation ** 2) / 8));

/** Lower bound of the mean probability behind a mean cross-entropy: exp is convex, so mean p >= exp(-mean(-log p)) (Jensen). */
export const boundOfLoss = (loss: number): number => (Number.isFinite(loss) ? Math.exp(-loss) : loss);

/**
 * 1 minus the root mean square distance to the label, at least 0: a lower bound of the mean output of a least-squares
 * discriminator, which is trained towards 0 and 1 but is no probability.
 */
export const distanceOfSquares = (loss: number): number =>
  Number.isFinite(loss) ? Math.max(0, 1 - Math.sqrt(Math.max(0, loss))) : loss;
