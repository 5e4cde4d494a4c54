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

/** What is not given follows from the threshold, as in the tool. At .80: level .80, close .90, group .60. */
export const levelsFor = (threshold: number, given: Partial<Omit<Levels, "threshold">>): Levels => {
  const group = given.group ?? groupThreshold(threshold);
  return { threshold, level: given.level ?? threshold, close: given.close ?? closeThreshold(threshold), group };
};
