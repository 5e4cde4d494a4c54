/** The headline number in words: how many distinct modes a set shows. */
import type { CheckpointMetrics, Estimate, ReferenceComparison } from "../../analysis/analysis.ts";

interface Counted {
  metrics: CheckpointMetrics;
  reference?: ReferenceComparison | undefined;
}

/** With real images their own look-alikes are taken off. */
export const modesOf = ({ metrics, reference }: Counted): Estimate => reference?.distinctModes ?? metrics.distinctModes;

/** "about 5 distinct modes", "about one distinct mode"; under 1.5 it is one. */
export const modesText = (counted: Counted): string => {
  const { value } = modesOf(counted);
  return value < 1.5 ? "about one distinct mode" : `about ${rounded(value)} distinct modes`;
};

/** "at least 270 distinct modes" where the upper end is open, else "about 12 (9 to 16) distinct modes". */
export const atLeastModes = (counted: Counted): string => {
  const { value, low, high } = modesOf(counted);
  if (high !== null && high < 1.5) return "about one distinct mode";
  return high === null
    ? `at least ${rounded(low)} distinct ${rounded(low) === "1" ? "mode" : "modes"}`
    : `about ${rounded(value)} (${rounded(low)} to ${rounded(high)}) distinct modes`;
};

/** Two digits are more than is known; a lower bound rounded up would claim too much by less than that. */
const rounded = (modes: number): string =>
  modes < 100 ? `${Math.max(1, Math.floor(modes + 0.5))}` : `${Number(modes.toPrecision(2))}`;
