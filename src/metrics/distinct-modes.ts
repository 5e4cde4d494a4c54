/** How many distinct modes the images show, by their near-duplicate pairs. */
import type { Estimate } from "../analysis/analysis.ts";

/**
 * Excess that must be certain before repeats count: look-alikes within the classes of real images are in excess too. Measured: up to 1 %
 * of the pairs of Fashion-MNIST, .3 % of MNIST, none of photographs.
 */
const NATURAL_EXCESS = 0.01;

/** Mean distance of all pairs, as a multiple of that of near-duplicates, up to which everything is one mode; a collapse by its level has it. */
const ONE_MODE_DISTANCE = 1.3;

/** Whether the mean similarity of all pairs is certain to be one of variations of a single image. */
export const isOneMode = (level: Estimate, threshold: number): boolean =>
  level.low >= 1 - ONE_MODE_DISTANCE * (1 - threshold);

/**
 * Value and lower end take every near-duplicate pair for a repeat: 1 / share of the pairs. The upper end takes only the pairs in excess of
 * the set's own slope for repeats; where none is certain it is open, for the domain's own look-alikes may explain all pairs. Where even an
 * average pair is nearly a near-duplicate there is no slope: everything is a repeat.
 * @param support modes by all near-duplicate pairs (effective support size)
 * @param excess share of the pairs beyond the slope
 * @param isOne see isOneMode
 */
export const distinctModes = (support: Estimate, excess: Estimate, isOne = false): Estimate => {
  const isCertain = support.high !== null && (isOne || excess.low > NATURAL_EXCESS);
  return {
    value: isCertain ? support.value : support.low,
    low: support.low,
    high: isCertain ? Math.max(support.high!, isOne ? 1 : 1 / excess.low) : null,
    method: `1 / share of near-duplicate pairs, ${isCertain ? "at most 1 / their excess over the set's own slope" : "a lower bound: no pair is certain to repeat a mode"}`,
  };
};
