/** Sample coverage: the chance that the next sample falls in a mode already seen (Good 1953; Chao & Jost 2012). */
import type { Estimate } from "../analysis/analysis.ts";
import type { Abundances } from "./abundances.ts";
import { Z95 } from "./intervals.ts";

/** Square of the normal quantile for 95 %. */
const Z2 = Z95 ** 2;

/**
 * 1 - u with u = f1/n * ((n-1) f1 / ((n-1) f1 + 2 f2)), f1 modes seen once and f2 seen twice; where none was seen twice
 * u = f1/n * ((n-1)(f1-1) / ((n-1)(f1-1) + 2)), which does not take one lone image for a sign that nothing was seen. The missing mass M has the
 * variance (M(1 - M) + 2 f2/n) / n about u (Esty 1983 with M for f1/n); the interval holds every M that u does not refute, as
 * Wilson's does for a share, so it has a width where nothing is single.
 */
export const sampleCoverage = ({ n, once, twice }: Pick<Abundances, "n" | "once" | "twice">): Estimate => {
  const part = twice > 0 ? { once: (n - 1) * once, twice: 2 * twice } : { once: (n - 1) * (once - 1), twice: 2 };
  const scale = once === 0 ? 0 : part.once / (part.once + part.twice);
  const unseen = (once / n) * scale;
  // (M - u)^2 = z^2 (M (1 - M) + 2 f2/n) / n, solved for M.
  const a = 1 + Z2 / n;
  const b = 2 * unseen + Z2 / n;
  const root = Math.sqrt(Math.max(0, b ** 2 - 4 * a * (unseen ** 2 - (2 * Z2 * twice) / n ** 2)));
  return {
    value: 1 - unseen,
    low: once === n ? 0 : Math.max(0, 1 - (b + root) / (2 * a)),
    high: Math.min(1, 1 - (b - root) / (2 * a)),
    method: "Good-Turing (Chao & Jost); score interval with Esty's variance",
  };
};
