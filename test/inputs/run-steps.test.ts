import fc from "fast-check";
import { expect, test } from "vitest";
import { arePictureFolders, stepsOfPaths, withFolderSteps } from "../../src/inputs/run-steps.ts";
import { sampleFile } from "../helpers/pictures.ts";

const stepsOf = (names: readonly string[]) => stepsOfPaths(names).map((named) => named?.step ?? null);

test("hashes at the end of the names of a folder are no steps, not even one of digits alone", () => {
  expect(
    stepsOf(["media/g_0_51a7d20e9b8f3c.png", "media/g_40_c0ffe1837bd264.png", "media/g_80_12345678901234.png"]),
  ).toEqual([0, 40, 80]);
  expect(stepsOf(["g_3_1a2b3c4d.png", "g_7_12345678.png", "g_9_abcdef01.png"])).toEqual([3, 7, 9]);
  expect(stepsOf(["image_120_00000000000000000000.png"])).toEqual([120]);
});

test("any hash behind the step leaves the step", () => {
  const hash = fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: 20, maxLength: 20 });
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.nat(1e6), { minLength: 1, maxLength: 9 }),
      fc.infiniteStream(hash),
      (steps, hashes) => {
        expect(stepsOf(steps.map((step) => `samples_${step}_${hashes.next().value}.png`))).toEqual(steps);
      },
    ),
  );
});

test("an identifier or a date alone is no step", () => {
  expect(stepsOf(["550e8400-e29b-41d4-a716-446655440000.png", "3f9x2k1p.png"])).toEqual([null, null]);
  expect(stepsOf(["2024-01-31_12-30-00.png", "sample_2024-01-31_5.png"])).toEqual([null, 5]);
  expect(stepsOf(["5_1700000000.png", "6_1700000100.png"])).toEqual([5, 6]);
});

test("thousands, short forms and powers of ten are read to their ends", () => {
  expect(stepsOf(["sample_20k.png", "sample_1.5k.png", "sample_100K_ema.png", "sample_2M.png"])).toEqual([
    20_000, 1500, 100_000, 2_000_000,
  ]);
  expect(stepsOf(["iter_1e4.png", "iter_2.5e+03.png", "iter_5e2.png"])).toEqual([10_000, 2500, 500]);
  expect(stepsOf(["step_500.png", "step_10,000.png", "step_1,000,000.png"])).toEqual([500, 10_000, 1_000_000]);
  expect(stepsOf(["step_500.png", "step_1_000.png", "step_10_000.png"])).toEqual([500, 1000, 10_000]);
  expect(stepsOf(["lr1e-4_10.png", "lr1e-4_20.png"])).toEqual([10, 20]);
});

test("a running number behind the step is no group of thousands", () => {
  expect(stepsOf(["epoch_10_001.png", "epoch_10_002.png", "epoch_20_001.png"])).toEqual([10, 10, 20]);
});

test("a number that stands still in all names is not the step", () => {
  expect(stepsOf(["10_cifar_10.png", "20_cifar_10.png"])).toEqual([10, 20]);
  expect(stepsOf(["epoch_100_iter_5.png", "epoch_100_iter_10.png"])).toEqual([5, 10]);
  expect(stepsOf(["epoch_10_1.png", "epoch_10_2.png"])).toEqual([10, 10]);
});

test("a number that starts again behind another one counts within its step", () => {
  expect(stepsOf(["train_00_0099.png", "train_00_0199.png", "train_01_0099.png"])).toEqual([0, 0, 1]);
  expect(stepsOf(["gan2_100.png", "gan2_200.png", "gan3_100.png", "gan3_200.png"])).toEqual([100, 200, 100, 200]);
});

test("a word behind the number says what it counts", () => {
  expect(stepsOfPaths(["10_epoch.png", "200kimg.png", "5_steps_of_7.png"]).map((named) => named?.unit)).toEqual([
    "epoch",
    "kimg",
    "step",
  ]);
});

const inFolders = (paths: readonly string[]) =>
  withFolderSteps(paths.map((path) => sampleFile(path))).map(({ named }) => named && `${named.unit} ${named.step}`);

test("a folder per step says the step of the picture in it", () => {
  expect(inFolders(["epoch_1/samples.png", "epoch_10/samples.png"])).toEqual(["epoch 1", "epoch 10"]);
  expect(inFolders(["100/samples.png", "2000/samples.png"])).toEqual(["step 100", "step 2000"]);
  expect(inFolders(["epoch_1/iter_5.png", "epoch_2/iter_5.png"])).toEqual(["epoch 1", "epoch 2"]);
});

test("steps that go on from folder to folder stay, and so do those in the folders of runs", () => {
  expect(inFolders(["epoch_1/iter_5.png", "epoch_2/iter_10.png"])).toEqual(["iteration 5", "iteration 10"]);
  expect(inFolders(["run1/epoch_5.png", "run2/epoch_5.png"])).toEqual(["epoch 5", "epoch 5"]);
});

test("folders of one picture each hold sheets, folders of many hold images", () => {
  const are = (paths: readonly string[]) => arePictureFolders(paths.map((path) => sampleFile(path)));
  expect(are(["epoch_1/a.png", "epoch_2/a.png"])).toBe(true);
  expect(are(["epoch_1/a.png", "epoch_1/b.png", "epoch_2/a.png", "epoch_2/b.png"])).toBe(false);
  expect(are(["epoch_1/a.png"])).toBe(false);
});
