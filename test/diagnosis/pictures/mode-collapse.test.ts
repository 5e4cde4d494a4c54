import { expect, test } from "vitest";
import type { Checkpoint } from "../../../src/analysis/analysis.ts";
import { modeCollapse } from "../../../src/diagnosis/pictures/mode-collapse.ts";
import { finalPictureState } from "../../../src/diagnosis/pictures/picture-state.ts";
import { checkpointWith } from "../../helpers/checkpoints.ts";

const judge = (checkpoints: Checkpoint[]) =>
  modeCollapse.run({ checkpoints, pictures: finalPictureState(checkpoints), transitions: [], scores: null });

const diverse = (step: number) => checkpointWith(step);
const collapsed = (step: number) => checkpointWith(step, { concentration: 0.9, dominant: 0.95 });

test("diverse checkpoints pass and name no onset", () => {
  expect(judge([diverse(1), diverse(2)])).toMatchObject({ status: "pass", onset: null, advice: [] });
});

test("the onset is the first checkpoint of the collapse that lasts to the end", () => {
  expect(judge([diverse(1), collapsed(2), diverse(3), collapsed(4), collapsed(5)])).toMatchObject({
    status: "fail",
    onset: { step: 4, label: "epoch 4", axis: "checkpoints" },
    recovered: false,
  });
});

test("a checkpoint that is only alike does not interrupt a collapse", () => {
  const alike = checkpointWith(3, { concentration: 0.035 });
  expect(judge([diverse(1), collapsed(2), alike, collapsed(4)]).onset?.label).toBe("epoch 2");
});

test("checkpoints that are alike but far from the later level come before the onset and are told", () => {
  const untrained = checkpointWith(0, { concentration: 0.3, modes: 3 });
  const finding = judge([untrained, collapsed(1), collapsed(2)]);
  expect(finding).toMatchObject({ status: "fail", onset: { step: 1 } });
  expect(JSON.stringify(finding.evidence)).toContain("already alike from epoch 0 on");
});

test("in a run that was better before, the collapse begins where the diversity index fall under half of the best", () => {
  const falling = checkpointWith(3, { concentration: 0.3, modes: 4, modesHigh: 6 });
  const run = [checkpointWith(1, { modes: 15 }), checkpointWith(2, { modes: 14 }), falling, collapsed(4), collapsed(5)];
  expect(judge(run).onset?.label).toBe("epoch 3");
});

test("a collapse that was left again passes and says so", () => {
  const finding = judge([diverse(1), collapsed(2), collapsed(3), diverse(4)]);
  expect(finding).toMatchObject({ status: "pass", recovered: true });
  expect(JSON.stringify(finding.evidence)).toContain("Collapsed from epoch 2 to epoch 3");
});

test("alike pictures before the first diverse checkpoint were not trained yet", () => {
  expect(judge([collapsed(0), diverse(1), diverse(2)])).toMatchObject({ status: "pass", recovered: null });
});

test("close copies are a collapse although the modes fall into many groups", () => {
  expect(judge([checkpointWith(7, { concentration: 0.025, close: 0.027 })]).status).toBe("fail");
});

test("groups without close copies are no collapse: a sheet of plain garments", () => {
  expect(judge([checkpointWith(7, { concentration: 0.09, close: 0.002, structure: 0.01 })]).status).toBe("warn");
});

test("one structure in many tints is a collapse and is called what it is", () => {
  const finding = judge([checkpointWith(7, { concentration: 0.002, structure: 0.9 })]);
  expect(finding).toMatchObject({ status: "fail", unit: "concentration by lightness" });
  expect(finding.title).toContain("about one structure in many tints");
});

test("images more alike than in broad sets only warn, and the advice begins with a reference", () => {
  const finding = judge([checkpointWith(7, { concentration: 0.02, close: 0.009 })]);
  expect(finding.status).toBe("warn");
  expect(finding.advice[0]).toContain("--reference");
});

test("an interval that reaches far down is no collapse", () => {
  expect(
    judge([checkpointWith(7, { concentration: 0.05, concentrationLow: 0.01, close: 0.009, structure: 0.02 })]).status,
  ).toBe("warn");
});

test("fewer than 16 images are not judged, and the finding says how many are needed", () => {
  const finding = judge([checkpointWith(1, { images: 15, concentration: 0.9 })]);
  expect(finding.status).toBe("not-applicable");
  expect(JSON.stringify(finding.evidence)).toContain("At least 16 images");
});

test("noise and blank images are not judged for diversity", () => {
  for (const fault of [{ noise: 1 }, { blank: 0.8 }])
    expect(judge([checkpointWith(1, { ...fault, concentration: 0.9 })]).status).toBe("not-applicable");
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

test("three modes for certain are a collapse, close copies or none", () => {
  expect(judge([checkpointWith(7, { concentration: 1, concentrationLow: 0.74, close: 0.001 })]).status).toBe("fail");
});
