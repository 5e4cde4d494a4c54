import { expect, test } from "vitest";
import { figureText, limitText, modesText, naturalSentence, roughly } from "../../../src/report/html/natural.ts";
import { fullAnalysis } from "../../helpers/report-fixtures.ts";

test.each([
  [0.234375, "23\u00a0%"],
  [0.0781, "8\u00a0%"],
  [0.00794, "0.8\u00a0%"],
  [1, "100\u00a0%"],
  [0, "0\u00a0%"],
])("a share of %d is told as %s", (value, words) => {
  expect(roughly(value)).toBe(words);
});

test("modes are counted in whole ones, and a bound is told as one", () => {
  const [, last] = fullAnalysis().checkpoints;
  const { reference: _, ...checkpoint } = last!;
  const told = (value: number, low: number, high: number | null) =>
    modesText({ ...checkpoint, metrics: { ...checkpoint.metrics, distinctModes: { value, low, high, method: "" } } });
  expect(told(1.27, 1.1, 1.4)).toBe("about 1 mode");
  expect(told(4.6, 3, 7)).toBe("about 5 modes");
  expect(told(146.8, 146.8, null)).toBe("at least 140 modes");
  expect(told(38.2, 38.2, null)).toBe("at least 38 modes");
});

test("a collapse and missing modes are told in shares of images; what passes needs no sentence", () => {
  const analysis = fullAnalysis();
  const [collapse] = analysis.findings;
  analysis.checkpoints[1]!.metrics.duplicateShare = 0.2;
  analysis.checkpoints[1]!.metrics.distinctModes = { value: 5, low: 4, high: 6, method: "" };
  const sentence = (id: string, status: "fail" | "warn" | "pass") =>
    naturalSentence(analysis, { ...collapse!, id, status });
  expect(sentence("mode-collapse", "fail")).toBe("20\u00a0% of the 64 images have a near-duplicate: about 5 modes.");
  expect(sentence("missing-modes", "warn")).toBe("12\u00a0% of the real images, in 1 part, are covered by no sample.");
  expect(sentence("mode-collapse", "pass")).toBeNull();
  expect(sentence("mode-hopping", "warn")).toBeNull();
});

test("shares are told in percent with their limit, other figures in their unit", () => {
  expect([figureText(0.109, "share of pairs"), limitText(0.03, "share of pairs")]).toEqual([
    "10.9\u00a0% of pairs",
    "limit 3\u00a0%",
  ]);
  expect([figureText(0.982, "mean similarity"), limitText(0.772, "mean similarity")]).toEqual([
    "0.982 mean similarity",
    "limit 0.772",
  ]);
});
