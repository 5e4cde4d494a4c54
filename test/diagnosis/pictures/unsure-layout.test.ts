import { expect, test } from "vitest";
import { runChecks } from "../../../src/diagnosis/checks.ts";
import { finalPictureState } from "../../../src/diagnosis/pictures/picture-state.ts";
import { judge } from "../../../src/diagnosis/verdict.ts";
import { checkpointWith } from "../../helpers/checkpoints.ts";

/** A run whose pictures have collapsed, cut with so much confidence. */
const judged = (confidence: number) => {
  const layout = { columns: 18, rows: 8, padding: 0, basis: "a size", confidence, emptyCells: 0 };
  const checkpoints = [1, 2, 3].map((step) => ({
    ...checkpointWith(step, { repeats: 0.9, level: 0.9, dominant: 1 }),
    layout,
  }));
  const pictures = finalPictureState(checkpoints);
  const findings = runChecks({ checkpoints, pictures, transitions: [], scores: null });
  const verdict = judge(findings, checkpoints, { pictures, scores: "none" }, "fail");
  return { verdict, collapse: findings.find(({ id }) => id === "mode-collapse")! };
};

test("a collapse seen through a layout that is a guess only warns, and says why", () => {
  const { verdict, collapse } = judged(0.55);
  expect(collapse.status).toBe("warn");
  expect(JSON.stringify(collapse.evidence)).toMatch(
    /little more than a guess: 18x8 by a size, with a confidence of 55 %/,
  );
  expect(verdict).toMatchObject({ status: "warning", exitCode: 0 });
});

test("the same through a layout that was seen fails", () => {
  const { verdict, collapse } = judged(0.95);
  expect(collapse.status).toBe("fail");
  expect(verdict).toMatchObject({ status: "mode-collapse", exitCode: 1 });
});
