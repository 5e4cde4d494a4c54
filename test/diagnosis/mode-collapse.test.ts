import { expect, test } from "vitest";
import type { Checkpoint } from "../../src/analysis.ts";
import { modeCollapse } from "../../src/diagnosis/mode-collapse.ts";
import { finalPictureState } from "../../src/diagnosis/picture-state.ts";
import { checkpointWith } from "../helpers/checkpoints.ts";

const judge = (checkpoints: Checkpoint[]) =>
  modeCollapse.run({ checkpoints, pictures: finalPictureState(checkpoints), scores: null });

const diverse = (step: number) => checkpointWith(step);
const collapsed = (step: number) => checkpointWith(step, { pairs: 0.9, dominant: 0.95 });

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

test("checkpoints that are alike but far from the later level come before the onset and are told", () => {
  const untrained = checkpointWith(0, { pairs: 0.3, dominant: 0.1 });
  const finding = judge([untrained, collapsed(1), collapsed(2)]);
  expect(finding).toMatchObject({ status: "fail", onset: { step: 1 } });
  expect(JSON.stringify(finding.evidence)).toContain("already alike from epoch 0 on");
});

test("a collapse that was left again passes and says so", () => {
  const finding = judge([diverse(1), collapsed(2), collapsed(3), diverse(4)]);
  expect(finding).toMatchObject({ status: "pass", recovered: true });
  expect(JSON.stringify(finding.evidence)).toContain("Collapsed from epoch 2 to epoch 3");
});

test("alike pictures before the first diverse checkpoint were not trained yet", () => {
  expect(judge([collapsed(0), diverse(1), diverse(2)])).toMatchObject({ status: "pass", recovered: null });
});

test("one mode that holds a third of the images is a collapse although most pairs differ", () => {
  expect(judge([checkpointWith(7, { pairs: 0.09, dominant: 0.3 })]).status).toBe("fail");
});

test("more near-duplicates than in diverse runs only warn", () => {
  expect(judge([checkpointWith(7, { pairs: 0.06, dominant: 0.05 })]).status).toBe("warn");
});

test("fewer than 16 images are not judged, and the finding says how many are needed", () => {
  const finding = judge([checkpointWith(1, { images: 15, pairs: 0.9, dominant: 0.9 })]);
  expect(finding.status).toBe("not-applicable");
  expect(JSON.stringify(finding.evidence)).toContain("At least 16 images");
});

test("noise and blank images are not judged for diversity", () => {
  for (const fault of [{ noise: 1 }, { blank: 0.8 }])
    expect(judge([checkpointWith(1, { ...fault, pairs: 0.9 })]).status).toBe("not-applicable");
});

test("the advice is that for mode collapse", () => {
  const advice = judge([collapsed(1)]).advice.join(" ");
  expect(advice).toMatch(/larger input \(latent\) dimension.*more filters in the generator.*one-sided/);
});
