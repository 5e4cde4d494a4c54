/**
 * What mildly changed copies say about a threshold. A check only: the images of a collapsed run differ more than such copies,
 * so a threshold that copies do not reach is too high, but one that they reach need not be right.
 */
import type { Calibration } from "../analysis/analysis.ts";

/** Share of the copies that must reach the threshold. */
const EXPECTED_SHARE = 0.95;

/**
 * @param similarities cosine of each image to its copy, one or more
 * @param changes what was done to the copies, in words
 * @returns `warning` when too many copies stay under the threshold
 */
export const selfCalibration = (
  similarities: readonly number[],
  threshold: number,
  changes: readonly string[],
): { calibration: Calibration; warning: string | null } => {
  const sorted = [...similarities].sort((a, b) => a - b);
  const reached = sorted.filter((similarity) => similarity >= threshold).length / sorted.length;
  // Rounded down, so that 100 % means all.
  const share = `${Math.floor(100 * reached)} %`;
  const sentence = `${share} of ${sorted.length} mildly changed copies (${changes.join(", ")}) reach the threshold of ${threshold}.`;
  return {
    calibration: {
      kind: "self",
      images: sorted.length,
      copies: { low: quantile(sorted, 0.01), median: quantile(sorted, 0.5) },
      sentence,
    },
    warning:
      reached >= EXPECTED_SHARE
        ? null
        : `Only ${sentence} Images that look the same may not count as near-duplicates. Next: try --threshold ${thresholdFromCopies(similarities).toFixed(2)} (uncalibrated).`,
  };
};

/**
 * A threshold for an embedder that comes without one, uncalibrated: near-duplicates of a run may differ from each other by four times
 * the angle that 99 % of the copies stay within, but by no more than 60 degrees. With the built-in embedder, whose 0.8 was chosen by known
 * truth, eight public sets give 0.5 to 0.99: a first guess to look at, no more.
 */
export const thresholdFromCopies = (similarities: readonly number[]): number => {
  const low = Math.max(
    0,
    quantile(
      [...similarities].sort((a, b) => a - b),
      0.01,
    ),
  );
  return Math.cos(Math.min(Math.PI / 3, 4 * Math.acos(Math.min(1, low))));
};

/** @param sorted ascending, one or more */
const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
