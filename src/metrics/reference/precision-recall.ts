/**
 * Precision and recall (Kynkaanniemi et al. 2019), density and coverage (Naeem et al. 2020): which points of one set lie in the
 * nearest-neighbour balls of the other. A border belongs to its ball: at collapse the radius is zero, where < would lose it.
 */
import type { Calibrated } from "../../analysis/analysis.ts";
import { sum } from "../../kit/stats.ts";
import type { Cover } from "../../pairs/compare.ts";
import { jackknifeVariance, wilson, Z95 } from "../intervals.ts";

const INTERVAL = "jackknife over both sets, balls held fixed";

/** Share of points that lie in at least one ball: precision with real balls, recall with balls of samples. */
export const coveredPointShare = (cover: Cover, expected: number, method: string): Calibrated =>
  shareOf({ counts: cover.ballsOfPoint, only: cover.onlyBall, partners: cover.pointsOfBall.length }, expected, method);

/** Share of balls that hold at least one point: coverage with real balls. */
export const coveringBallShare = (cover: Cover, expected: number, method: string): Calibrated =>
  shareOf({ counts: cover.pointsOfBall, only: cover.onlyPoint, partners: cover.ballsOfPoint.length }, expected, method);

export const coveredShare = ({ ballsOfPoint }: Cover): number =>
  ballsOfPoint.filter((count) => count > 0).length / ballsOfPoint.length;

/**
 * Two parts of variance: binomial over the items, and a jackknife over the partners, of which one that is the only partner
 * of u items takes u / items away when left out. Together they make an effective number of trials for Wilson's interval.
 */
const shareOf = (
  { counts, only, partners }: { counts: Uint32Array; only: Uint32Array; partners: number },
  expected: number,
  method: string,
): Calibrated => {
  const items = counts.length;
  const alone = new Float64Array(partners);
  let hit = 0;
  counts.forEach((count, item) => {
    if (count > 0) hit++;
    if (count === 1) alone[only[item]!]! += 1 / items;
  });
  const value = hit / items;
  const binomial = (value * (1 - value)) / items;
  const total = binomial + jackknifeVariance(alone);
  const trials = binomial > 0 ? (value * (1 - value)) / total : Math.min(items, partners);
  return { value, ...wilson(value, trials), expected, method: `${method}; Wilson interval from a ${INTERVAL}` };
};

/** Mean number of real balls around a sample / k; 1 is expected whatever the sizes. */
export const density = (cover: Cover, k: number): Calibrated => {
  const samples = cover.ballsOfPoint.length;
  const total = sum(cover.pointsOfBall);
  const leaveOut = (counts: Uint32Array) =>
    Float64Array.from(counts, (count) => (total - count) / (k * samples) / (1 - 1 / counts.length));
  const value = total / (k * samples);
  const margin =
    Z95 *
    Math.sqrt(
      cover.ballsOfPoint.length > 1 && cover.pointsOfBall.length > 1
        ? jackknifeVariance(leaveOut(cover.ballsOfPoint)) + jackknifeVariance(leaveOut(cover.pointsOfBall))
        : value * value,
    );
  return {
    value,
    low: Math.max(0, value - margin),
    high: value + margin,
    expected: 1,
    method: `Naeem et al. 2020, k = ${k}; ${INTERVAL}`,
  };
};

/**
 * Coverage expected of a perfect generator, exactly: the k points nearest to a real image are all real with probability
 * prod (N-i)/(N+M-i) (Naeem et al. 2020, eq. 9).
 * @param real N, more than k @param samples M
 */
export const expectedCoverage = (real: number, samples: number, k: number): number => {
  let none = 1;
  for (let i = 1; i <= k; i++) none *= (real - i) / (real + samples - i);
  return 1 - none;
};
