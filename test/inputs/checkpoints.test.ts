import fc from "fast-check";
import { expect, test } from "vitest";
import { checkpointsOfFiles, checkpointsOfSheets } from "../../src/inputs/checkpoints.ts";
import { withFolderSteps } from "../../src/inputs/run-steps.ts";
import type { SheetLayout } from "../../src/sheets/sheet-layout.ts";
import { sampleFile } from "../helpers/pictures.ts";

const files = (paths: readonly string[]) => paths.map((path) => sampleFile(path));
const layout: SheetLayout = {
  columns: 2,
  rows: 1,
  padding: 0,
  basis: "given",
  confidence: 1,
  tiles: [0, 8].map((left) => ({ left, top: 0, width: 8, height: 8 })),
};
const ofSheets = (paths: readonly string[]) => {
  const sheets = files(paths);
  return checkpointsOfSheets(sheets, new Map(sheets.map((sheet) => [sheet, layout])));
};
const ofFiles = (paths: readonly string[]) => checkpointsOfFiles(files(paths));

test("every sheet is a checkpoint in step order; sheets without a step come last in natural order", () => {
  expect(
    ofSheets(["init.png", "epoch_10.png", "epoch_9.png", "final.png"]).checkpoints.map(({ label }) => label),
  ).toEqual(["epoch 9", "epoch 10", "final.png", "init.png"]);
});

test("sheets of one step keep the step and are told apart by their names", () => {
  const { checkpoints: sheets } = ofSheets(["fixed_step_500.png", "fake_step_500.png", "fake_step_0.png"]);
  expect(sheets.map(({ step, label }) => [step, label])).toEqual([
    [0, "step 0"],
    [500, "fake_step_500.png"],
    [500, "fixed_step_500.png"],
  ]);
});

test("sheets of several folders are read as one run, with a warning", () => {
  const { warnings } = ofSheets(["a/epoch_1.png", "b/epoch_1.png"]);
  expect(warnings).toEqual([expect.stringContaining("2 folders")]);
});

test("sheets and sets that would be called the same are called by their paths", () => {
  const labels = ({ checkpoints }: ReturnType<typeof ofSheets>) => checkpoints.map(({ label }) => label);
  expect(labels(ofSheets(["A/epoch_1.png", "B/epoch_1.png", "A/epoch_2.png"]))).toEqual([
    "A/epoch_1.png",
    "B/epoch_1.png",
    "epoch 2",
  ]);
  expect(labels(ofSheets(["a/samples.png", "b/samples.png"]))).toEqual(["a/samples.png", "b/samples.png"]);
  expect(labels(ofFiles(["a/epoch_1/x.png", "b/epoch_1/x.png"]))).toEqual(["a/epoch_1", "b/epoch_1"]);
});

test("running numbers are one set, not a checkpoint per picture", () => {
  const { checkpoints: sets } = ofFiles(Array.from({ length: 20 }, (_, index) => `${index}.png`));
  expect(sets).toMatchObject([{ step: null, label: "the image set", source: "." }]);
  expect(sets[0]!.images).toHaveLength(20);
});

test("a folder per step is a checkpoint, also with one folder per class inside", () => {
  const { checkpoints: sets } = ofFiles(["epoch_10/3/a.png", "epoch_10/4/b.png", "epoch_2/3/c.png"]);
  expect(sets.map(({ label, source, images }) => [label, source, images.length])).toEqual([
    ["epoch 2", "epoch_2", 1],
    ["epoch 10", "epoch_10", 2],
  ]);
});

test("pictures that share a step in their names make one checkpoint", () => {
  const { checkpoints: sets } = ofFiles(["epoch_10_1.png", "epoch_10_2.png", "epoch_2_1.png", "epoch_2_2.png"]);
  expect(sets.map(({ step, images }) => [step, images.length])).toEqual([
    [2, 2],
    [10, 2],
  ]);
});

test("numbered runs are no steps, and folders of mere numbers are said to be read as steps", () => {
  expect(ofFiles(["run1/a.png", "run2/b.png"]).checkpoints).toHaveLength(1);
  const { checkpoints, warnings } = ofFiles(["0/a.png", "1/b.png"]);
  expect(checkpoints).toHaveLength(2);
  expect(warnings).toEqual([expect.stringContaining("one folder at a time if they are classes")]);
});

test("no picture is lost or counted twice, and every member keeps its path", () => {
  const path = fc
    .tuple(fc.constantFrom("", "epoch_1/", "epoch_2/", "7/", "run/"), fc.nat(999))
    .map(([folder, number]) => `${folder}${number}.png`);
  fc.assert(
    fc.property(fc.uniqueArray(path, { minLength: 1, maxLength: 30 }), (paths) => {
      const members = ofFiles(paths).checkpoints.flatMap(({ images }) => images.map(({ member }) => member));
      expect(members.sort()).toEqual([...paths].sort());
    }),
  );
});

test("folders of an epoch and an iteration are checkpoints of their own, called by both", () => {
  const paths = [1, 2].flatMap((epoch) =>
    [50, 100].flatMap((iter) => [0, 1].map((at) => `e${epoch}_i${iter}/${at}.png`)),
  );
  const placed = withFolderSteps(files(paths).map((file) => ({ ...file, named: null })));
  const { checkpoints: sets } = checkpointsOfFiles(placed);
  expect(sets.map(({ step, label, images }) => [step, label, images.length])).toEqual([
    [50, "epoch 1, iteration 50", 2],
    [100, "epoch 1, iteration 100", 2],
    [150, "epoch 2, iteration 50", 2],
    [200, "epoch 2, iteration 100", 2],
  ]);
});
