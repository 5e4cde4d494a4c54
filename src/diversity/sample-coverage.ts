/** Sample coverage: the chance that the next sample falls in a mode already seen (Good 1953; Chao & Jost 2012). */
import betaQuantile from "@stdlib/stats-base-dists-beta-quantile";
import type { Estimate } from "../analysis.ts";

/**
 * 1 - f1/n * ((n-1) f1 / ((n-1) f1 + 2 f2)) with f1 modes seen once and f2 seen twice. The interval is the wider of the
 * normal one (Esty 1983) and the exact binomial one (Clopper & Pearson) on f1/n, which holds where f1 is near 0 or n.
 * @param modeSizes images per mode, single images included
 */
export const sampleCoverage = (modeSizes: readonly number[]): Estimate => {
  const n = modeSizes.reduce((sum, size) => sum + size, 0);
  const once = modeSizes.filter((size) => size === 1).length;
  const twice = modeSizes.filter((size) => size === 2).length;
  const scale = once === 0 ? 0 : ((n - 1) * once) / ((n - 1) * once + 2 * twice);
  const value = 1 - (once / n) * scale;
  const normal = (1.96 * Math.sqrt(once * (1 - once / n) + 2 * twice)) / n;
  const unseenLow = once === 0 ? 0 : betaQuantile(0.025, once, n - once + 1);
  const unseenHigh = once === n ? 1 : betaQuantile(0.975, once + 1, n - once);
  return {
    value,
    low: Math.max(0, Math.min(value - normal, 1 - unseenHigh)),
    high: Math.min(1, Math.max(value + normal, 1 - unseenLow)),
    method: "Good-Turing (Chao & Jost); wider of the Esty and the Clopper-Pearson interval",
  };
};
