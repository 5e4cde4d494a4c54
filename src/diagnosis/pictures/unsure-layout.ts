/** Pictures cut by a layout that is little more than a guess carry no failure: slivers of one picture look like copies of each other. */
import type { Checkpoint, Finding } from "../../analysis/analysis.ts";
import { text } from "../finding-parts.ts";
import { lastJudged } from "./checkpoint-state.ts";
import { SURE_LAYOUT } from "./policy.ts";

/** @param finding of a check of pictures */
export const withUnsureLayout = (finding: Finding, checkpoints: readonly Checkpoint[]): Finding => {
  const layout = lastJudged(checkpoints)?.checkpoint.layout;
  if (finding.status !== "fail" || !layout || layout.confidence >= SURE_LAYOUT) return finding;
  const { columns, rows, basis, confidence } = layout;
  return {
    ...finding,
    status: "warn",
    evidence: [
      ...finding.evidence,
      text(
        `This only warns, since the layout is little more than a guess: ${columns}x${rows} by ${basis}, with a confidence of ${Math.round(100 * confidence)} %. Next: look at the cut with gan-diversity grid, and name the layout with --grid.`,
      ),
    ],
  };
};
