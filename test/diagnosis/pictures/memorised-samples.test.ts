import { expect, test } from "vitest";
import type { Checkpoint, ReferenceComparison } from "../../../src/analysis/analysis.ts";
import { memorisedSamples } from "../../../src/diagnosis/pictures/memorised-samples.ts";
import { finalPictureState } from "../../../src/diagnosis/pictures/picture-state.ts";
import { checkpointWith } from "../../helpers/checkpoints.ts";
import { calibrated, comparison } from "../../helpers/comparisons.ts";

const judge = (checkpoints: Checkpoint[]) =>
  memorisedSamples.run({ checkpoints, pictures: finalPictureState(checkpoints), transitions: [], scores: null });
const against = (reference: Partial<ReferenceComparison>): Checkpoint => ({
  ...checkpointWith(1),
  reference: { ...comparison(), ...reference },
});
/** Of the real images 1 % have a near-duplicate. */
const twins = (value: number, expected = 0.01) => against({ twinShare: calibrated(value, expected) });

test("it is looked for only with real images", () => {
  const applies = (checkpoint: Checkpoint) =>
    memorisedSamples.applies!({ checkpoints: [checkpoint], pictures: "diverse", transitions: [], scores: null });
  expect([applies(checkpointWith(1)), applies(twins(0.01))]).toEqual([false, true]);
});

test("samples that are no copies pass", () => {
  expect(judge([twins(0.01)])).toMatchObject({
    status: "pass",
    title: "No excess of near-duplicates of real images is certain",
    threshold: 0.05,
    advice: [],
  });
});

test("many copies are told, but fail no run: a copy may be what was asked for", () => {
  const finding = judge([
    against({
      twinShare: calibrated(0.4, 0.01),
      twins: [{ sample: "fake_3.png", reference: "real_8.png", similarity: 0.987 }],
      memorisedShare: calibrated(0.5, 0),
    }),
  ]);
  expect(finding).toMatchObject({ status: "info", interval: { high: 0.45 } });
  expect(finding.title).toBe("40 % of the samples are near-duplicates of real images");
  expect(JSON.stringify(finding.evidence)).toContain("fake_3.png and real_8.png, similarity 0.987");
  expect(JSON.stringify(finding.evidence)).toMatch(/Beyond chance, 50\s% of the samples/);
  expect(finding.advice).toContain("Check that --reference is not the folder of the samples.");
});

test("the lower bound decides: it must pass 5 %, and three times what the real images have among themselves", () => {
  expect(judge([twins(0.099)]).status).toBe("pass");
  expect(judge([twins(0.101)]).status).toBe("info");
  expect(judge([twins(0.3, 0.1)])).toMatchObject({ status: "pass", threshold: 0.1 * 3 });
  expect(judge([twins(0.36, 0.1)]).status).toBe("info");
});

test("without a comparison there is nothing to judge", () => {
  const { twinShare: _, ...rest } = comparison();
  expect(judge([{ ...checkpointWith(1), reference: rest }]).status).toBe("not-applicable");
  expect(judge([{ ...twins(0.4), images: 15 }]).status).toBe("not-applicable");
});
