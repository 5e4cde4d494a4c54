import { expect, test } from "vitest";
import { qualityLoss } from "../../../src/diagnosis/scores/quality-loss.ts";
import type { ScoreLog } from "../../../src/scores/score-log.ts";
import { judge, logOf } from "../../helpers/score-logs.ts";

const withFid = (...values: number[]): ScoreLog => ({
  ...logOf("Loss_D,Loss_G", () => [1.3, 0.8], 20),
  metrics: [{ name: "FID", stepName: "step", steps: values.map((_, index) => index * 1000), values, ignored: 0 }],
});

test("a FID that doubled and stayed there warns since the first value of the rise", () => {
  expect(judge(qualityLoss, withFid(90, 50, 45, 60, 95, 120, 180))).toMatchObject({
    status: "warn",
    onset: { step: 4000 },
    value: 120 / 45,
  });
});

test("a FID of three times its best to the end fails, and the weights to use are named", () => {
  const finding = judge(qualityLoss, withFid(90, 50, 45, 60, 140, 170, 180));
  expect(finding).toMatchObject({ status: "fail", onset: { step: 4000 } });
  expect(finding.advice[0]).toContain("step 2000");
});

test("a FID that doubled once and came back passes", () => {
  expect(judge(qualityLoss, withFid(90, 50, 120, 48, 47, 46)).status).toBe("pass");
});

test("one bad last value is no loss", () => {
  expect(judge(qualityLoss, withFid(90, 60, 50, 48, 47, 150)).status).toBe("pass");
});

test("too few values are not judged", () => {
  expect(judge(qualityLoss, withFid(50, 200, 300)).status).toBe("not-applicable");
});

test("a FID of 0 was computed on nothing and is no best", () => {
  expect(judge(qualityLoss, withFid(0, 50, 30, 20, 19, 18)).status).toBe("pass");
});

test("a FID in every row of a long log is judged like any other", () => {
  const values = Array.from({ length: 300_000 }, (_, row) => (row < 150_000 ? 50 : 200));
  expect(
    judge(qualityLoss, { ...withFid(), metrics: [{ ...withFid().metrics[0]!, steps: [...values.keys()], values }] }),
  ).toMatchObject({
    status: "fail",
    onset: { step: 150_000 },
  });
});
