/** Upper tail of the binomial distribution, through the regularised incomplete beta function. */
import { betaCdf } from "../../kit/distributions.ts";

/**
 * P(X >= successes) of `trials` with chance p: the beta distribution function of k and n - k + 1 at p. Both may be effective
 * numbers that are not whole.
 */
export const binomialTail = (successes: number, trials: number, p: number): number => {
  if (successes <= 0) return 1;
  if (successes > trials) return 0;
  return betaCdf(p, successes, trials - successes + 1);
};
