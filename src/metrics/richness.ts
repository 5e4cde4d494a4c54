/** How many modes there are at least: Chao1 (Chao 1984, 1987), with its log-normal interval. */
import type { Estimate } from "../analysis/analysis.ts";
import type { Abundances } from "./abundances.ts";
import { Z95 } from "./intervals.ts";

const METHOD =
  "Chao1, a lower bound; log-normal interval of that bound, which says nothing about modes that are too rare";

/** Modes not seen: (n-1)/n f1^2 / (2 f2), without bias f1 (f1 - 1) / 2 where no mode was seen twice. */
export const unseenModes = ({ n, once, twice }: Pick<Abundances, "n" | "once" | "twice">): number =>
  ((n - 1) / n) * (twice > 0 ? once ** 2 / (2 * twice) : (once * (once - 1)) / 2);

/** @param abundances of at least one image */
export const richness = (abundances: Abundances): Estimate => {
  const { observed } = abundances;
  const unseen = unseenModes(abundances);
  if (unseen === 0) return { value: observed, ...allSeenInterval(abundances), method: METHOD };
  const spread = Math.exp(Z95 * Math.sqrt(Math.log(1 + variance(abundances) / unseen ** 2)));
  return {
    value: observed + unseen,
    low: observed + unseen / spread,
    high: observed + unseen * spread,
    method: METHOD,
  };
};

/** Chao 1987; for f2 = 0 the form of SpadeR and EstimateS. */
const variance = (abundances: Abundances): number => {
  const { n, observed, once, twice } = abundances;
  const a = (n - 1) / n;
  if (twice > 0) {
    const ratio = once / twice;
    return twice * ((a / 2) * ratio ** 2 + a ** 2 * ratio ** 3 + (a ** 2 / 4) * ratio ** 4);
  }
  const estimate = observed + unseenModes(abundances);
  return (
    (a * once * (once - 1)) / 2 + (a ** 2 * once * (2 * once - 1) ** 2) / 4 - (a ** 2 * once ** 4) / (4 * estimate)
  );
};

/** Where the estimate is what was seen: modes of i images are missed with a chance of about exp(-i) (SpadeR). */
const allSeenInterval = ({ n, observed, frequencies }: Abundances): { low: number; high: number } => {
  const sum = (term: (size: number) => number) =>
    frequencies.reduce((total, [size, modes]) => total + modes * term(size), 0);
  const missed = sum((size) => Math.exp(-size)) / observed;
  const spread = sum((size) => Math.exp(-size) - Math.exp(-2 * size)) - sum((size) => size * Math.exp(-size)) ** 2 / n;
  const high = (observed + Z95 * Math.sqrt(Math.max(0, spread))) / (1 - missed);
  return { low: observed, high: Math.max(observed, high) };
};
