import { expect, test } from "vitest";
import type { Checkpoint } from "../../../src/analysis/analysis.ts";
import { runChecks } from "../../../src/diagnosis/checks.ts";
import { judgeAgainstReference } from "../../../src/diagnosis/pictures/against-reference.ts";
import { judgeLikeness } from "../../../src/diagnosis/pictures/likeness.ts";
import { finalPictureState } from "../../../src/diagnosis/pictures/picture-state.ts";
import { judge } from "../../../src/diagnosis/verdict.ts";
import { checkpointWith } from "../../helpers/checkpoints.ts";
import { comparison } from "../../helpers/comparisons.ts";

const judged = (checkpoint: Checkpoint) => {
  const checkpoints = [checkpoint];
  const pictures = finalPictureState(checkpoints);
  const findings = runChecks({ checkpoints, transitions: [], pictures, scores: null });
  const verdict = judge(findings, checkpoints, { pictures, scores: "none" }, "fail");
  return { verdict, statusOf: (id: string) => findings.find((finding) => finding.id === id)?.status, findings };
};
const narrow = { repeats: 0.02, close: 0.008, images: 200 };

test("a narrow class is only warned of without real images, and healthy for sure with them", () => {
  expect(judged(checkpointWith(20, narrow)).verdict.status).toBe("warning");
  const { verdict } = judged({ ...checkpointWith(20, narrow), reference: comparison() });
  expect(verdict).toMatchObject({ status: "healthy", confidence: "high", exitCode: 0 });
  expect(verdict.sentence).toContain("1.00 times the diversity index of the real images");
});

test("one class of many, in images as good as real ones, is a collapse although nothing repeats", () => {
  const reference = comparison({ recall: 0.05, coverage: 0.2, ratio: 0.3 });
  const { verdict, findings } = judged({ ...checkpointWith(20, { images: 200 }), reference });
  expect(verdict).toMatchObject({ status: "mode-collapse", confidence: "high", exitCode: 1 });
  const finding = findings.find(({ id }) => id === "mode-collapse")!;
  expect(finding.evidence.map((item) => (item.type === "text" ? item.text : "")).join(" ")).toContain(
    "Against the real images",
  );
});

test("a generator that has not learnt enough yet reads as far from the real images, and is no collapse", () => {
  const reference = comparison({ recall: 0.05, coverage: 0.2, ratio: 0.3, precision: 0.2 });
  expect(judged({ ...checkpointWith(20, { images: 200 }), reference }).verdict.status).toBe("warning");
});

test.each<[string, Parameters<typeof checkpointWith>[1], Parameters<typeof comparison>[0], string | undefined]>([
  ["repeats that the real images have too", { repeats: 0.05 }, {}, "diverse"],
  ["repeats beyond those of the real images", { repeats: 0.05 }, { repeats: 0.04 }, "collapsed"],
  ["repeats that both scales see with less certainty", narrow, { repeats: 0.035, repeatsLow: 0.012 }, "collapsed"],
  ["repeats that only the real images see", {}, { repeats: 0.035, repeatsLow: 0.012 }, "alike"],
  ["a level that the real images have too", { level: 0.8 }, { ratio: 0.95 }, "diverse"],
  ["a level far above theirs", { level: 0.8 }, { ratio: 0.1 }, "collapsed"],
  ["less diverse", {}, { ratio: 0.7 }, "alike"],
  ["15 images", { repeats: 0.9, images: 200 }, { repeats: 0.9, size: 15 }, undefined],
])("%s", (_, shares, figures, state) => {
  const { metrics, images } = checkpointWith(20, { images: 200, ...shares });
  expect(judgeAgainstReference(comparison(figures), judgeLikeness(metrics, images, metrics))?.state).toBe(state);
});

test("missing modes warn, and name the real images", () => {
  const { verdict, statusOf, findings } = judged({
    ...checkpointWith(20, { images: 200 }),
    reference: comparison({ recall: 0.45 }),
  });
  expect(statusOf("missing-modes")).toBe("warn");
  expect(verdict).toMatchObject({ status: "warning", statuses: ["warning"] });
  expect(JSON.stringify(findings)).toContain("real_7.png");
});

test("copies of real images are named and fail nothing", () => {
  const { verdict, statusOf } = judged({
    ...checkpointWith(20, { images: 200 }),
    reference: comparison({ twins: 0.4 }),
  });
  expect(statusOf("memorised-samples")).toBe("info");
  expect(verdict.status).toBe("healthy");
});

test("without a reference and classes these checks are no part of the run", () => {
  const { statusOf } = judged(checkpointWith(20));
  for (const id of ["missing-modes", "memorised-samples", "class-collapse"]) expect(statusOf(id)).toBeUndefined();
});

test("one collapsed class fails a set that looks diverse as a whole; classes of few images are not judged", () => {
  const classOf = (name: string, checkpoint: Checkpoint) => ({
    name,
    images: checkpoint.images,
    metrics: checkpoint.metrics,
  });
  const classes = [
    classOf("cat", checkpointWith(20, { repeats: 0.9, images: 40 })),
    classOf("dog", checkpointWith(20, { images: 40 })),
    classOf("fox", checkpointWith(20, { images: 3 })),
  ];
  const { verdict, findings } = judged({ ...checkpointWith(20, { images: 83 }), classes });
  expect(verdict).toMatchObject({ status: "mode-collapse", exitCode: 1 });
  const finding = findings.find(({ id }) => id === "class-collapse")!;
  expect(finding).toMatchObject({ status: "fail", value: 1, title: "1 of 2 classes have collapsed" });
  expect(JSON.stringify(finding.evidence)).toContain("Class cat");
  expect(judged({ ...checkpointWith(20, { images: 83 }), classes: classes.slice(1) }).verdict.status).toBe("healthy");
  expect(judged({ ...checkpointWith(20, { images: 83 }), classes: classes.slice(2) }).statusOf("class-collapse")).toBe(
    "not-applicable",
  );
});
