/** The similarities that things are counted from. */
import { closeThreshold, groupThreshold } from "../../src/pairs/linkage/related-thresholds.ts";

/** Cosine similarities. */
export interface Levels {
  /** Near-duplicates. */
  threshold: number;
  /** Pairs that are counted in a sheet. */
  level: number;
  /** Close copies. */
  close: number;
  /** Pairs that every group may hold. */
  group: number;
}

/**
 * What is not given follows from the threshold, as in the tool; the level lies half way between the threshold and the
 * group's. At .80: level .70, close .90, group .60.
 */
export const levelsFor = (threshold: number, given: Partial<Omit<Levels, "threshold">>): Levels => {
  const group = given.group ?? groupThreshold(threshold);
  const level = given.level ?? Math.round(500 * (threshold + groupThreshold(threshold))) / 1000;
  return { threshold, level, close: given.close ?? closeThreshold(threshold), group };
};
