/** Hill numbers of order 0, 1 and 2 of the modes (Hill 1973), each by an estimator that looks beyond the sample. */
import type { Estimate, HillNumbers } from "../analysis.ts";
import { type Abundances, jackknifeError } from "./abundances.ts";
import { richness } from "./richness.ts";
import { supportSizeOfModes } from "./support-size.ts";

/** @param abundances of at least 3 images */
export const hillNumbers = (abundances: Abundances): HillNumbers => {
  const support = supportSizeOfModes(abundances);
  const simpson = { ...support, method: "unbiased inverse Simpson index; interval of the pair statistic" };
  // Numbers of lower order are never smaller. Where all images are single, that is all that is known.
  const bounded = (estimate: Estimate): Estimate =>
    abundances.once < abundances.n ? estimate : { ...estimate, low: Math.min(estimate.value, support.low), high: null };
  return {
    observed: abundances.observed,
    richness: bounded(richness(abundances)),
    shannon: bounded(shannonNumber(abundances)),
    simpson,
  };
};

/**
 * Entropy in nats by coverage and Horvitz-Thompson (Chao & Shen 2003): -sum of C p ln(C p) / (1 - (1 - C p)^n), with
 * C = 1 - f1/n; were all images single, C would be 0 and one of them counts as seen twice.
 */
export const chaoShenEntropy = ({ n, once, frequencies }: Abundances): number => {
  const coverage = 1 - Math.min(once, n - 1) / n;
  return frequencies.reduce((sum, [size, modes]) => {
    const p = (coverage * size) / n;
    return sum - (modes * p * Math.log(p)) / -Math.expm1(n * Math.log1p(-p));
  }, 0);
};

const shannonNumber = (abundances: Abundances): Estimate => {
  const value = Math.exp(chaoShenEntropy(abundances));
  const factor = Math.exp(1.96 * jackknifeError(abundances, chaoShenEntropy));
  return {
    value,
    low: Math.max(1, value / factor),
    high: value * factor,
    method: "exponential of the Chao-Shen entropy; jackknife interval on the log scale",
  };
};
