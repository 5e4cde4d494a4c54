import { expect, test } from "vitest";
import type { Checkpoint, Finding, FindingStatus } from "../../src/analysis/analysis.ts";
import { runChecks } from "../../src/diagnosis/checks.ts";
import { notApplicable } from "../../src/diagnosis/finding-parts.ts";
import { judge } from "../../src/diagnosis/verdict.ts";
import { verdictRow } from "../../src/diagnosis/verdict-table.ts";
import { checkpointWith } from "../helpers/checkpoints.ts";

const finding = (id: string, status: FindingStatus, low = 0): Finding => ({
  ...notApplicable(id, id, "", ""),
  status,
  interval: { low, high: 1 },
  threshold: 0.04,
  onset: status === "fail" ? { step: 3, label: "epoch 3", axis: "checkpoints" } : null,
});
const diverse = [checkpointWith(9)];

test("a failure leads over a warning and exits with 1", () => {
  const verdict = judge(
    [finding("mode-collapse", "fail", 0.9), finding("discriminator-dominance", "warn")],
    [checkpointWith(9, { repeats: 0.95, dominant: 0.9 })],
    { pictures: "collapsed", scores: "discriminator-dominates" },
    "fail",
  );
  expect(verdict).toMatchObject({
    status: "mode-collapse",
    statuses: ["mode-collapse", "discriminator-dominates"],
    confidence: "high",
    exitCode: 1,
    images: 64,
  });
  expect(verdict.sentence).toContain("since epoch 3");
});

test.each([
  ["fail", 0],
  ["warn", 1],
  ["never", 0],
] as const)("a warning under --fail-on %s exits with %i", (failOn, exitCode) => {
  const verdict = judge(
    [finding("generator-dominance", "warn")],
    diverse,
    { pictures: "diverse", scores: "generator-dominates" },
    failOn,
  );
  expect(verdict).toMatchObject({ status: "warning", statuses: ["warning", "generator-dominates"], exitCode });
});

test("divergence leads over everything, and noise is no-structure", () => {
  const verdict = judge(
    [finding("structureless-images", "fail"), finding("divergence", "fail")],
    diverse,
    { pictures: "structureless", scores: "diverged" },
    "fail",
  );
  expect(verdict.statuses).toEqual(["diverged", "no-structure"]);
});

test("--fail-on never keeps a failing run at 0", () => {
  expect(
    judge([finding("mode-collapse", "fail")], diverse, { pictures: "collapsed", scores: "none" }, "never").exitCode,
  ).toBe(0);
});

test("a collapse is of high confidence where few modes are certain, else of medium", () => {
  const confidence = (checkpoint: Checkpoint) =>
    judge([finding("mode-collapse", "fail")], [checkpoint], { pictures: "collapsed", scores: "none" }, "fail")
      .confidence;
  expect(confidence(checkpointWith(9, { repeats: 0.3, repeatsLow: 0.1 }))).toBe("high");
  expect(confidence(checkpointWith(9, { level: 0.8 }))).toBe("high");
  expect(confidence(checkpointWith(9, { repeats: 0.05, repeatsLow: 0.02 }))).toBe("medium");
});

test("healthy pictures without a reference are never more than medium sure", () => {
  expect(
    judge([finding("mode-collapse", "pass")], diverse, { pictures: "diverse", scores: "none" }, "fail"),
  ).toMatchObject({
    status: "healthy",
    confidence: "medium",
    exitCode: 0,
  });
});

test("healthy scores without pictures say what they can not rule out", () => {
  const verdict = judge(
    [finding("discriminator-dominance", "pass")],
    [],
    { pictures: "unknown", scores: "balanced" },
    "fail",
  );
  expect(verdict).toMatchObject({ status: "healthy", confidence: "low", images: 0 });
  expect(verdict.sentence).toContain("can not rule out mode collapse");
});

test("nothing to judge is inconclusive and exits with 3", () => {
  const few = [checkpointWith(1, { images: 5 })];
  expect(
    judge([finding("mode-collapse", "not-applicable")], few, { pictures: "unknown", scores: "none" }, "fail"),
  ).toMatchObject({
    status: "inconclusive",
    exitCode: 3,
  });
});

test("a check that crashes becomes an error finding and the others go on", () => {
  const crash = {
    id: "crash",
    run: (): Finding => {
      throw new Error("boom");
    },
  };
  const calm = { id: "calm", run: () => finding("calm", "pass") };
  const findings = runChecks({ checkpoints: [], pictures: "unknown", transitions: [], scores: null }, [calm, crash]);
  expect(findings.map(({ id, status }) => [id, status])).toEqual([
    ["crash", "error"],
    ["calm", "pass"],
  ]);
});

test("with an embedder the limits were not measured with, the pictures are one step less sure and the scores are not", () => {
  const [strong, weak] = [checkpointWith(9, { repeats: 0.9 }), checkpointWith(9, { repeats: 0.04 })] as const;
  const confidence = (id: string, checkpoint: Checkpoint, calibrated: boolean) =>
    judge(
      [finding(id, "fail")],
      [checkpoint],
      { pictures: "collapsed", scores: "none", sure: { pictures: calibrated, scores: true } },
      "fail",
    ).confidence;
  const both = (checkpoint: Checkpoint) =>
    [true, false].map((calibrated) => confidence("mode-collapse", checkpoint, calibrated));
  expect([both(strong), both(weak)]).toEqual([
    ["high", "medium"],
    ["medium", "low"],
  ]);
  expect(confidence("divergence", strong, false)).toBe("high");
  const quiet = (calibrated: boolean) =>
    judge(
      [finding("mode-collapse", "pass")],
      diverse,
      { pictures: "diverse", scores: "none", sure: { pictures: calibrated, scores: true } },
      "fail",
    ).confidence;
  expect([quiet(true), quiet(false)]).toEqual(["medium", "low"]);
});

test("a dominance known from bounds of the scores alone is less sure than one from logged probabilities", () => {
  const confidence = (scores: boolean) =>
    judge(
      [finding("discriminator-dominance", "fail")],
      [],
      { pictures: "unknown", scores: "discriminator-dominates", sure: { pictures: true, scores } },
      "fail",
    ).confidence;
  expect([confidence(true), confidence(false)]).toEqual(["medium", "low"]);
});

test.each([
  ["collapsed", "discriminator-dominates", "mode-collapse", "no gradient to leave it by"],
  ["tinted", "generator-dominates", "mode-collapse", "one simple feature"],
  ["narrowed", "balanced", "mode-collapse", "scores can not see this"],
  ["structureless", "discriminator-dominates", "no-structure", "no gradient to learn by"],
  ["blank", "balanced", "no-structure", "scores can not see this"],
  ["alike", "none", "warning", "--reference"],
  ["diverse", "discriminator-dominates", "warning", "no failure"],
  ["diverse", "balanced", "healthy", ""],
  ["unknown", "generator-dominates", "generator-dominates", "look at them"],
  ["unknown", "mixed", "healthy", "can not rule out"],
  ["unknown", "untold", "inconclusive", ""],
  ["diverse", "diverged", "diverged", ""],
] as const)("%s pictures with scores that are %s: %s", (pictures, scores, verdict, said) => {
  const row = verdictRow(pictures, scores);
  expect(row.verdict).toBe(verdict);
  expect(row.note).toContain(said);
});

test("losses that give no scores and show no failure are no failure, and the FID says more", () => {
  const silent = judge([finding("divergence", "pass")], [], { pictures: "unknown", scores: "unscored" }, "fail");
  expect(silent).toMatchObject({ status: "healthy", exitCode: 0, confidence: "low" });
  expect(silent.sentence).toBe(
    "No failure in the losses, which give no scores. Give pictures to rule out mode collapse.",
  );
  const fid = { ...finding("quality-loss", "pass"), evidence: [{ type: "text" as const, text: "FID 15 at the end." }] };
  expect(
    judge([finding("divergence", "pass"), fid], [], { pictures: "unknown", scores: "unscored" }, "fail").sentence,
  ).toContain("FID 15 at the end.");
});
