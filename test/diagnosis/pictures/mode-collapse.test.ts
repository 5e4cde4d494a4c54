import { expect, test } from "vitest";
import type { Checkpoint } from "../../../src/analysis/analysis.ts";
import { modeCollapse } from "../../../src/diagnosis/pictures/mode-collapse.ts";
import { finalPictureState } from "../../../src/diagnosis/pictures/picture-state.ts";
import { checkpointWith } from "../../helpers/checkpoints.ts";

const judge = (checkpoints: Checkpoint[]) =>
  modeCollapse.run({ checkpoints, pictures: finalPictureState(checkpoints), transitions: [], scores: null });

const diverse = (step: number) => checkpointWith(step);
const collapsed = (step: number) => checkpointWith(step, { repeats: 0.9, dominant: 0.95 });

test("diverse checkpoints pass and name no onset", () => {
  expect(judge([diverse(1), diverse(2)])).toMatchObject({ status: "pass", onset: null, advice: [] });
});

test("one lucky sheet does not end a collapse, and its onset stays", () => {
  const run = [diverse(1), collapsed(2), collapsed(3), diverse(4)];
  expect(judge(run)).toMatchObject({
    status: "fail",
    onset: { step: 2, label: "epoch 2", axis: "checkpoints" },
    recovered: false,
    title: "The generator collapsed at epoch 2 and has not left it for good: epoch 4 alone would pass",
  });
  expect(judge([...run, collapsed(5)])).toMatchObject({ status: "fail", onset: { step: 2 } });
});

test("a checkpoint that is only alike does not interrupt a collapse", () => {
  const alike = checkpointWith(3, { repeats: 0.02 });
  expect(judge([diverse(1), collapsed(2), alike, collapsed(4)]).onset?.label).toBe("epoch 2");
});

test("a collapse that was left for good passes and says so", () => {
  const finding = judge([diverse(1), collapsed(2), collapsed(3), diverse(4), diverse(5), diverse(6)]);
  expect(finding).toMatchObject({ status: "pass", recovered: true });
  expect(JSON.stringify(finding.evidence)).toContain("Collapsed from epoch 2 to epoch 3");
});

test("alike pictures before the first diverse checkpoint were not trained yet", () => {
  expect(judge([collapsed(0), diverse(1), diverse(2)])).toMatchObject({ status: "pass", recovered: null });
});

test("everything that resembles everything is a collapse whatever repeats, and its level stands beside the limit", () => {
  const finding = judge([checkpointWith(7, { level: 0.85, levelLow: 0.82, repeats: 0.001 })]);
  expect(finding).toMatchObject({ status: "fail", value: 0.85, unit: "mean similarity" });
  expect(finding.threshold).toBeCloseTo(1 - 1.2 * 0.2, 9);
  expect(finding.title).toBe("The generator has collapsed: the 64 images all resemble one another");
});

test("a level that is not certain warns at most: a few trousers", () => {
  expect(judge([checkpointWith(7, { level: 0.765, levelLow: 0.72 })]).status).toBe("warn");
});

test("alike images that share one pattern pixel by pixel are a collapse, and those that share light and ground alone are not", () => {
  const open = { level: 0.72, repeats: 0.001 };
  const finding = judge([checkpointWith(7, { ...open, pattern: { whole: 0.82, detail: 0.44 } })]);
  expect(finding).toMatchObject({ status: "fail", value: 0.82, threshold: 0.7 });
  expect(JSON.stringify(finding.evidence)).toContain("their fine detail by 0.44");
  for (const pattern of [
    { whole: 0.77, detail: 0.16 },
    { whole: 0.48, detail: 0.6 },
  ])
    expect(judge([checkpointWith(7, { ...open, pattern })]).status).toBe("warn");
});

test("a pattern alone does not collapse images that are not alike", () => {
  expect(judge([checkpointWith(7, { level: 0.5, pattern: { whole: 0.9, detail: 0.9 } })]).status).toBe("pass");
});

test("images that resemble one another less than in a collapse and more than in diverse sheets warn", () => {
  const finding = judge([checkpointWith(7, { level: 0.72 })]);
  expect(finding).toMatchObject({ status: "warn", value: 0.72, unit: "mean similarity" });
  expect(finding.threshold).toBeCloseTo(1 - 1.55 * 0.2, 9);
  expect(judge([checkpointWith(7, { level: 0.67 })]).status).toBe("pass");
});

test("close copies that are a peak are a collapse, those on a slope are not", () => {
  const copies = { repeats: 0.001, close: 0.03 };
  expect(judge([checkpointWith(7, { ...copies, alike: 0.06 })]).status).toBe("fail");
  expect(judge([checkpointWith(7, { ...copies, alike: 0.3 })]).status).toBe("pass");
});

test("one structure in many tints is a collapse and is called what it is", () => {
  const finding = judge([checkpointWith(7, { repeats: 0.002, structure: 0.9 })]);
  expect(finding).toMatchObject({ status: "fail", unit: "share of pairs that repeat a structure" });
  expect(finding.title).toContain("few structures in many tints");
});

test("images that repeat more than in broad sets only warn, and the advice begins with a reference", () => {
  const finding = judge([checkpointWith(7, { repeats: 0.025, close: 0.009 })]);
  expect(finding).toMatchObject({ status: "warn", threshold: 0.02 });
  expect(finding.advice[0]).toContain("--reference");
});

test("an interval that reaches far down is no collapse", () => {
  expect(judge([checkpointWith(7, { repeats: 0.05, repeatsLow: 0.01, close: 0.009, structure: 0.02 })]).status).toBe(
    "warn",
  );
});

test("a collapse that a threshold .02 away does not see warns, and the numbers of both are told", () => {
  const { metrics, ...rest } = checkpointWith(7, { repeats: 0.032, repeatsLow: 0.024, structure: 0.001 });
  const at = (threshold: number, excessPairShare: number) => ({
    threshold,
    duplicateShare: 0.1,
    dominantModeShare: 0.1,
    duplicatePairShare: 0.1,
    modeConcentration: 0.1,
    closePairShare: 0.001,
    relatedPairShare: 0.1,
    excessPairShare,
    groups: 1,
  });
  const sure = judge([{ ...rest, metrics, sweep: [at(0.78, 0.04), at(0.82, 0.031)] }]);
  const fragile = judge([{ ...rest, metrics, sweep: [at(0.78, 0.04), at(0.82, 0.012)] }]);
  expect([sure.status, fragile.status]).toEqual(["fail", "warn"]);
  expect(JSON.stringify(fragile.evidence)).toContain("at 0.8 3.2");
});

test("fewer than 16 images are not judged, and the finding says how many are needed", () => {
  const finding = judge([checkpointWith(1, { images: 15, repeats: 0.9 })]);
  expect(finding.status).toBe("not-applicable");
  expect(JSON.stringify(finding.evidence)).toContain("At least 16 images");
});

test("noise and blank images are not judged for diversity", () => {
  for (const fault of [{ noise: 1 }, { blank: 0.8 }])
    expect(judge([checkpointWith(1, { ...fault, repeats: 0.9 })]).status).toBe("not-applicable");
});

test("a collapse that lasted says to stop, since when and where to restart; then the remedies, with their sources", () => {
  const { advice } = judge([diverse(1), collapsed(2), collapsed(3)]);
  expect(advice[0]).toBe(
    "Stop this run: it has not recovered since epoch 2. Restart from epoch 1 or before, with a change.",
  );
  expect(advice.join(" ")).toMatch(
    /larger input \(latent\) dimension.*more filters in the generator.*one-sided.*PacGAN/,
  );
});
