import { expect, test } from "vitest";
import { diversityLoss } from "../../../src/diagnosis/pictures/diversity-loss.ts";
import { finalPictureState } from "../../../src/diagnosis/pictures/picture-state.ts";
import { checkpointWith } from "../../helpers/checkpoints.ts";

/** Diverse checkpoints with these diversity indices, each known to within a tenth. */
const run = (...modes: number[]) =>
  modes.map((level, step) => checkpointWith(step, { modes: level, modesHigh: level * 1.1 }));
const judge = (checkpoints: ReturnType<typeof run>) =>
  diversityLoss.run({ checkpoints, pictures: finalPictureState(checkpoints), transitions: [], scores: null });

test("all digits becoming ones is a failure although no two images are duplicates", () => {
  const checkpoints = run(12, 17, 18, 17, 6, 5, 5);
  expect(judge(checkpoints)).toMatchObject({ status: "fail", onset: { label: "epoch 4" }, recovered: false });
  expect(finalPictureState(checkpoints)).toBe("narrowed");
});

test("a fall that came back passes and is told", () => {
  const finding = judge(run(17, 18, 6, 5, 16, 17));
  expect(finding).toMatchObject({ status: "pass", recovered: true });
  expect(JSON.stringify(finding.evidence)).toContain("lost from epoch 2 to epoch 3 and came back");
});

test("one lucky checkpoint, known only to lie over its neighbours' level, sets no standard", () => {
  const lucky = checkpointWith(1, { modes: 40, modesHigh: 100 });
  lucky.metrics.diversityIndex.low = 17;
  const [first, , ...later] = run(15, 40, 16, 15, 14);
  expect(judge([first!, lucky, ...later]).status).toBe("pass");
});

test("one bad last checkpoint of a longer run only warns", () => {
  expect(judge(run(17, 18, 17, 16, 5)).status).toBe("warn");
});

test("a fall whose interval reaches over half of the best only warns", () => {
  const unsure = [16, 17, 18, 8, 8].map((modes, step) => checkpointWith(step, { modes, modesHigh: modes * 1.5 }));
  expect(judge(unsure).status).toBe("warn");
});

test("early noise is not diversity", () => {
  const noise = [0, 1].map((step) => checkpointWith(step, { noise: 1, modes: 60 }));
  const trained = [2, 3, 4].map((step) => checkpointWith(step, { modes: 15 }));
  expect(judge([...noise, ...trained])).toMatchObject({ status: "pass", value: 1 });
});

test("the diversity index by structure alone reveals a run whose structures are lost in many tints", () => {
  const checkpoints = run(17, 18, 17, 15, 14).map((checkpoint, index) => ({
    ...checkpoint,
    metrics: {
      ...checkpoint.metrics,
      structureIndex: { value: index < 3 ? 16 : 3, low: index < 3 ? 14 : 2, high: index < 3 ? 18 : 4, method: "" },
    },
  }));
  const finding = judge(checkpoints);
  expect(finding.status).toBe("fail");
  expect(JSON.stringify(finding.evidence)).toContain("Diversity index by structure");
});

test("two checkpoints are no past", () => {
  expect(judge(run(18, 4)).status).toBe("not-applicable");
});

test("where the images have collapsed as well, the advice is left to that finding", () => {
  const collapsed = [3, 4].map((step) =>
    checkpointWith(step, { modes: 1, modesHigh: 1.1, repeats: 0.9, dominant: 0.9 }),
  );
  const finding = judge([...run(17, 18, 17), ...collapsed]);
  expect(finding).toMatchObject({ status: "fail", advice: [] });
});
