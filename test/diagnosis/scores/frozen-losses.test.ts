import { expect, test } from "vitest";
import { frozenLosses } from "../../../src/diagnosis/scores/frozen-losses.ts";
import { generatorDominance } from "../../../src/diagnosis/scores/generator-dominance.ts";
import { finalScoreState } from "../../../src/diagnosis/scores/score-state.ts";
import { judge, logOf, textsOf } from "../../helpers/score-logs.ts";

const saturatedFrom = (first: number, last = Number.POSITIVE_INFINITY) =>
  logOf("Loss_D,Loss_G", (row) =>
    row >= first && row <= last ? [100, 0] : [1.386 - row / 5000, 0.7 + (row % 7) / 50],
  );

test("losses that end at PyTorch's cut of the logarithm warn, name the pattern and say that it is no success", () => {
  const finding = judge(frozenLosses, saturatedFrom(600));
  expect(finding).toMatchObject({ status: "warn", recovered: false, onset: { step: 600, axis: "scores" } });
  expect(textsOf(finding)).toContain("saturated-cross-entropy");
  expect(textsOf(finding)).toContain("do not mean success");
});

test("losses that stood still from the first row on fail, and no checkpoint before it is named", () => {
  const finding = judge(frozenLosses, saturatedFrom(0));
  expect(finding).toMatchObject({ status: "fail", onset: { step: 0 } });
  expect(finding.advice.join(" ")).not.toMatch(/before/);
  expect(judge(frozenLosses, saturatedFrom(0), "diverse").status).toBe("warn");
});

test("losses that stood still for a while and moved again are information", () => {
  expect(judge(frozenLosses, saturatedFrom(200, 400))).toMatchObject({ status: "info", recovered: true });
});

test("moving losses pass", () => {
  expect(judge(frozenLosses, saturatedFrom(5000)).status).toBe("pass");
});

test("without a log nothing is judged", () => {
  expect(judge(frozenLosses, null).status).toBe("not-applicable");
});

test("adversarial terms that are 0 on every row are switched off: nobody dominates and nothing stands still", () => {
  const log = logOf("rec_loss,g_loss,d_loss", (row) => [1 / (row + 1), 0, 0]);
  expect(judge(frozenLosses, log).status).toBe("pass");
  expect(judge(generatorDominance, log).status).toBe("not-applicable");
  expect(finalScoreState(log)).toBe("untold");
});
