/** What the tool would have said while a run went on: its verdict on every prefix of the checkpoints. */
import type { Analysis } from "../src/analysis/analysis.ts";
import { runChecks } from "../src/diagnosis/checks.ts";
import { finalPictureState } from "../src/diagnosis/pictures/picture-state.ts";
import { judge } from "../src/diagnosis/verdict.ts";

/** One letter per prefix: F fails, W warns, a dot is healthy, a question mark not judged; pictures alone. */
export const prefixStates = ({ checkpoints, transitions }: Analysis): string =>
  checkpoints
    .map((_, index) => {
      const seen = checkpoints.slice(0, index + 1);
      const pictures = finalPictureState(seen);
      const moves = transitions.filter(({ to }) => to <= index);
      const findings = runChecks({ checkpoints: seen, pictures, transitions: moves, scores: null });
      const { status, exitCode } = judge(findings, seen, { pictures, scores: "none" }, "fail");
      if (exitCode === 1) return "F";
      if (status === "warning") return "W";
      return status === "healthy" ? "." : "?";
    })
    .join("");

/** How often a prefix fails where the one before did not, or the reverse. */
export const changesOf = (states: string): number =>
  [...states].filter((state, index) => index > 0 && (state === "F") !== (states[index - 1] === "F")).length;
