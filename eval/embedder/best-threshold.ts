/** The one threshold that suits the public sets best: for embedders whose similarities have a scale of their own. */
import { f1At } from "./pair-scores.ts";
import type { ClearPairs, MeasuredSet } from "./set-scores.ts";
import { meanOf } from "./table.ts";

const STEP = 0.005;
const LOWEST = -0.2;

/** @throws Error when no public set was measured */
export const chosenThreshold = (measured: readonly MeasuredSet[]): number => {
  const pairs = measured.flatMap((each) => (each.set.section === "public" ? each.pairs : []));
  if (pairs.length === 0) throw new Error("--threshold best is chosen on the public sets: leave them in --only");
  return bestThreshold(pairs);
};

/** Highest mean F1 over the sets, of thresholds in steps of .005 from -.2 to .995; the lowest of equals. */
export const bestThreshold = (sets: readonly ClearPairs[]): number => {
  let best = { threshold: 1, f1: Number.NEGATIVE_INFINITY };
  for (let step = 0; LOWEST + step * STEP < 1 - STEP / 2; step++) {
    const threshold = Math.round((LOWEST + step * STEP) * 1000) / 1000;
    const f1 = meanOf(sets.map(({ same, different }) => f1At(same, different, threshold))) ?? 0;
    if (f1 > best.f1) best = { threshold, f1 };
  }
  return best.threshold;
};
