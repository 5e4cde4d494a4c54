import { expect, test } from "vitest";
import { finalScoreState, scoresAreCertain } from "../../../src/diagnosis/scores/score-state.ts";
import { BALANCED, logOf, scoresOf } from "../../helpers/score-logs.ts";

test("the state is that of the end of the log", () => {
  expect(finalScoreState(null)).toBe("none");
  expect(finalScoreState(scoresOf(() => BALANCED))).toBe("balanced");
  expect(finalScoreState(scoresOf((row) => (row < 500 ? BALANCED : [0.01, 0.99])))).toBe("discriminator-dominates");
  expect(finalScoreState(scoresOf((row) => (row < 500 ? [0.01, 0.99] : BALANCED)))).toBe("balanced");
  expect(finalScoreState(scoresOf(() => [0.99, 0.2]))).toBe("generator-dominates");
  expect(finalScoreState(scoresOf((row) => (row < 500 ? BALANCED : ["nan", "nan"])))).toBe("diverged");
  expect(finalScoreState(scoresOf(() => [0.08, 0.93]))).toBe("mixed");
  expect(finalScoreState(logOf("Loss_D,Loss_G", (row) => [-1 - row / 1000, 3], 200))).toBe("unscored");
  expect(finalScoreState(logOf("Loss_D,Loss_G", () => [-1, 3], 5))).toBe("untold");
});

test("logged scores are certain, bounds from losses are not", () => {
  expect(scoresAreCertain(scoresOf(() => BALANCED))).toBe(true);
  expect(scoresAreCertain(logOf("Loss_D,Loss_G", (row) => [row === 0 ? 1.386 : 1.2, 0.8]))).toBe(false);
  expect(scoresAreCertain(null)).toBe(false);
});
