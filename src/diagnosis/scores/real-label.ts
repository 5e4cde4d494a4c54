/** What the discriminator is trained to answer to real images, where its own answers show that it is less than 1. */
import { quantile } from "../../kit/stats.ts";
import type { ScoreLog } from "../../scores/score-log.ts";
import { DISCRIMINATOR_DOMINATES, FEWEST_ROWS, LASTING_SHARE, SMOOTHED_LABEL } from "./score-policy.ts";

const known = new WeakMap<ScoreLog, number>();

/**
 * With one-sided label smoothing (Salimans et al. 2016) a discriminator that is always right answers the label, and never more: its
 * answers stop at one value and stay there. Answers that only happen to be low move.
 * @returns 0..1; 1 where the scores are no probabilities, or nothing shows a smoothed label
 */
export const realLabel = (log: ScoreLog): number => {
  const label = known.get(log) ?? labelOf(log);
  known.set(log, label);
  return label;
};

const labelOf = (log: ScoreLog): number => {
  const exact = (name: string) =>
    log.series.find((series) => series.name === name && series.basis === "exact")?.values ?? [];
  const discriminator = exact("scoreDiscriminator");
  // The discriminator's score is half the probability of real images and half of 1 - that of generated ones.
  const rows = exact("scoreGenerator")
    .map((fake, row) => ({ fake: fake ?? Number.NaN, real: 2 * (discriminator[row] ?? Number.NaN) - 1 + (fake ?? 0) }))
    .filter(({ fake, real }) => Number.isFinite(fake) && Number.isFinite(real));
  const lost = rows.filter(({ fake }) => fake < DISCRIMINATOR_DOMINATES.generatorBelow);
  if (lost.length < Math.max(FEWEST_ROWS, LASTING_SHARE * rows.length)) return 1;
  const highest = quantile(
    rows.map(({ real }) => real),
    SMOOTHED_LABEL.quantile,
  );
  if (highest < SMOOTHED_LABEL.least || highest > SMOOTHED_LABEL.most) return 1;
  const there = lost.filter(({ real }) => Math.abs(real - highest) <= SMOOTHED_LABEL.within).length;
  return there >= SMOOTHED_LABEL.share * lost.length ? highest : 1;
};
