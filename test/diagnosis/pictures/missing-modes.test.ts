import { expect, test } from "vitest";
import type { Checkpoint, ReferenceComparison } from "../../../src/analysis/analysis.ts";
import { missingModes } from "../../../src/diagnosis/pictures/missing-modes.ts";
import { finalPictureState } from "../../../src/diagnosis/pictures/picture-state.ts";
import { checkpointWith } from "../../helpers/checkpoints.ts";
import { calibrated, comparison } from "../../helpers/comparisons.ts";

const judge = (checkpoints: Checkpoint[]) =>
  missingModes.run({ checkpoints, pictures: finalPictureState(checkpoints), transitions: [], scores: null });
const against = (reference: Partial<ReferenceComparison>): Checkpoint => ({
  ...checkpointWith(1),
  reference: { ...comparison(), ...reference },
});

test("it is looked for only with real images", () => {
  const applies = (checkpoint: Checkpoint) =>
    missingModes.applies!({ checkpoints: [checkpoint], pictures: "diverse", transitions: [], scores: null });
  expect([applies(checkpointWith(1)), applies(against({}))]).toEqual([false, true]);
});

test("samples that cover the real images pass and show the lower of the two figures", () => {
  expect(judge([against({})])).toMatchObject({ status: "pass", value: 0.95, unit: "coverage", advice: [] });
  expect(judge([against({ recall: calibrated(0.8, 0.88) })])).toMatchObject({ status: "pass", unit: "recall" });
});

test("a recall that lies wholly under 80 % of a perfect generator's warns and names what is missing", () => {
  const finding = judge([
    against({
      recall: calibrated(0.4, 0.88),
      missingModes: [
        { share: 0.2, members: ["real_7.png", "real_9.png"] },
        { share: 0.1, members: ["real_2.png"] },
      ],
    }),
  ]);
  expect(finding).toMatchObject({ status: "warn", value: 0.4, unit: "recall", threshold: 0.8 * 0.88 });
  expect(JSON.stringify(finding.evidence)).toContain(
    "2 parts of the reference with 30 % of its images are covered by no sample; the most typical: real_7.png, real_2.png",
  );
  expect(finding.advice[0]).toContain("missing");
});

test("the whole interval must lie under the limit, of recall or of coverage", () => {
  const limit = 0.8 * 0.95;
  expect(judge([against({ coverage: calibrated(0.7, 0.95, limit - 0.001) })]).status).toBe("warn");
  expect(judge([against({ coverage: calibrated(0.7, 0.95, limit + 0.001) })]).status).toBe("pass");
});

test("noise, blank images and comparisons that could not be made are not judged, with the reason", () => {
  expect(judge([{ ...against({}), ...{ metrics: checkpointWith(1, { noise: 0.9 }).metrics } }]).status).toBe(
    "not-applicable",
  );
  const { recall: _, ...rest } = comparison();
  const finding = judge([
    { ...checkpointWith(1), reference: { ...rest, notComputed: [{ metric: "recall", reason: "too few images" }] } },
  ]);
  expect(finding.status).toBe("not-applicable");
  expect(JSON.stringify(finding.evidence)).toContain("recall: too few images.");
});

test("a low recall is no missing part where every real image has its sample", () => {
  const recall = calibrated(0.4, 0.88);
  expect(judge([against({ recall, missingModes: [] })]).status).toBe("pass");
  expect(judge([against({ recall, missingModes: [], coverage: calibrated(0.8, 0.95) })]).status).toBe("warn");
});
