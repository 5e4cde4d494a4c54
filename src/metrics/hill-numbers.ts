/** Hill numbers of order 0, 1 and 2 of the modes (Hill 1973), each by an estimator that looks beyond the sample. */
import type { Estimate, HillNumbers } from "../analysis/analysis.ts";
import { type Abundances, jackknifeError } from "./abundances.ts";
import { Z95 } from "./intervals.ts";
import { richness } from "./richness.ts";
import { supportSizeOfModes } from "./support-size.ts";

/**
 * In modes, from 1. Where no mode repeats every estimator of order 0 and 1 gives a formal number that no image speaks for. All that is
 * known is the lower bound of order 2, the birthday test's, for numbers of lower order are never smaller; and that the modes seen exist.
 * @param abundances of at least 3 images
 */
export const hillNumbers = (abundances: Abundances): HillNumbers => {
  const { observed, once, n } = abundances;
  const support = supportSizeOfModes(abundances);
  if (once === n) {
    const method = `no mode repeats, a lower bound: order 2 by the ${support.method}`;
    const atLeast = (value: number): Estimate => ({ value, low: value, high: null, method });
    return {
      observed,
      richness: atLeast(Math.max(observed, support.low)),
      shannon: atLeast(support.low),
      simpson: support,
    };
  }
  return {
    observed,
    richness: richness(abundances),
    shannon: shannonNumber(abundances),
    simpson: { ...support, method: "unbiased inverse Simpson index; interval of the pair statistic" },
  };
};

/**
 * Entropy in nats, nearly without bias (Chao, Wang & Jost 2013): what Chao & Shen's coverage weights (2003) leave of the bias was
 * the larger part where all modes are seen. sum of X/n (1/X + ... + 1/(n-1)), and for the unseen
 * f1/n (1-A)^(1-n) (-ln A - sum over r < n of (1-A)^r / r), A = 2 f2 / ((n-1) f1 + 2 f2).
 */
export const entropy = ({ n, once, twice, frequencies }: Abundances): number => {
  const harmonic = new Float64Array(n);
  for (let k = 1; k < n; k++) harmonic[k] = harmonic[k - 1]! + 1 / k;
  const seen = frequencies.reduce(
    (sum, [size, modes]) => (size === n ? sum : sum + modes * (size / n) * (harmonic[n - 1]! - harmonic[size - 1]!)),
    0,
  );
  if (once === 0) return seen;
  const a = twice > 0 ? (2 * twice) / ((n - 1) * once + 2 * twice) : 2 / ((n - 1) * (once - 1) + 2);
  return seen + (once / n) * unseenTerm(a, n);
};

/** (1-A)^(1-n) (-ln A - sum over r < n of (1-A)^r / r), which is the sum over j >= 0 of (1-A)^(j+1) / (n+j). */
const unseenTerm = (a: number, n: number): number => {
  const x = 1 - a;
  if (x === 0) return 0;
  let sum = 0;
  let power = x;
  // The first form loses all digits where (1-A)^n is small, the second takes long where A is.
  if (a * n > 1) {
    for (let j = 0; power / (n + j) > 1e-17; j++, power *= x) sum += power / (n + j);
    return sum;
  }
  for (let r = 1; r < n; r++, power *= x) sum += power / r;
  return x ** (1 - n) * (-Math.log(a) - sum);
};

const shannonNumber = (abundances: Abundances): Estimate => {
  const value = Math.exp(entropy(abundances));
  const factor = Math.exp(Z95 * jackknifeError(abundances, entropy));
  return {
    value,
    low: Math.max(1, value / factor),
    high: value * factor,
    method: "exponential of the Chao-Wang-Jost entropy; jackknife interval on the log scale",
  };
};
