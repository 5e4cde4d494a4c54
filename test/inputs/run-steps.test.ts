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

const calledOf = (paths: readonly string[]) =>
  stepsOfPaths(paths).map((named) => named && [named.step, named.label ?? `${named.unit} ${named.step}`]);

test("an iteration that runs through the epochs is the step", () => {
  expect(stepsOf(["epoch=0-step=100.png", "epoch=0-step=200.png", "epoch=1-step=300.png"])).toEqual([100, 200, 300]);
  expect(calledOf(["e1_i2000.png", "e1_i4000.png", "e2_i6000.png"])).toEqual([
    [2000, "iteration 2000"],
    [4000, "iteration 4000"],
    [6000, "iteration 6000"],
  ]);
  expect(stepsOf(["step500epoch1.png", "step1000epoch1.png", "step1500epoch2.png"])).toEqual([500, 1000, 1500]);
});

test("an iteration that starts again in every epoch is combined with it, and the label says both", () => {
  expect(calledOf(["ep001_b0400.png", "ep001_b0800.png", "ep002_b0400.png", "ep010_b0800.png"])).toEqual([
    [400, "epoch 1, batch 400"],
    [800, "epoch 1, batch 800"],
    [1200, "epoch 2, batch 400"],
    [8000, "epoch 10, batch 800"],
  ]);
  expect(stepsOf(["epoch_0_iter_0.png", "epoch_0_iter_500.png", "epoch_1_iter_0.png"])).toEqual([0, 500, 1000]);
});

test("any epochs and iterations within them give steps in their order, each its own", () => {
  const counts = fc.tuple(
    fc.integer({ min: 2, max: 9 }),
    fc.integer({ min: 2, max: 9 }),
    fc.integer({ min: 2, max: 999 }),
  );
  fc.assert(
    fc.property(counts, fc.constantFrom(0, 1), ([epochs, perEpoch, every], first) => {
      const names = Array.from({ length: epochs }, (_, epoch) =>
        Array.from({ length: perEpoch }, (_, at) => `epoch${epoch + first}_step${(at + first) * every}.png`),
      ).flat();
      const steps = stepsOf(names).map(Number);
      expect(new Set(steps).size).toBe(names.length);
      expect(steps).toEqual([...steps].sort((a, b) => a - b));
    }),
  );
});

test("numbers of images, and counts that stand still, leave the epoch", () => {
  expect(stepsOf(["epoch_1_batch_0.png", "epoch_1_batch_1.png", "epoch_2_batch_0.png"])).toEqual([1, 1, 2]);
  expect(stepsOf(["e10_i0.png", "e10_i1.png", "e20_i0.png", "e20_i1.png"])).toEqual([10, 10, 20, 20]);
  expect(stepsOf(["epoch_1_iter_938.png", "epoch_2_iter_938.png"])).toEqual([1, 2]);
});

test.each([
  ["in folders of epochs", (epoch: number, iter: number) => `epoch_${epoch}/iter_${iter}.png`],
  ["in folders of both", (epoch: number, iter: number) => `run/epoch_${epoch}_iter_${iter}/samples.png`],
  ["in folders within those of epochs", (epoch: number, iter: number) => `epoch_${epoch}/iter_${iter}/samples.png`],
])("iterations that start again %s are combined with them", (_, name) => {
  const paths = [1, 2].flatMap((epoch) => [100, 200].map((iter) => name(epoch, iter)));
  const pictures = stepsOfPaths(paths).map((named, index) => ({ path: paths[index]!, named }));
  expect(withFolderSteps(pictures).map(({ named }) => [named?.step, named?.label])).toEqual([
    [100, "epoch 1, iteration 100"],
    [200, "epoch 1, iteration 200"],
    [300, "epoch 2, iteration 100"],
    [400, "epoch 2, iteration 200"],
  ]);
});

/** The rows of the table in docs/layouts.md, with the names that stand beside. */
test.each([
  [
    ["fake_samples_epoch_012.png", "fake_samples_epoch_013.png"],
    [12, 13],
  ],
  [["10_epochs.png"], [10]],
  [["fakes000200.png"], [200]],
  [
    ["MNIST_DCGAN_5.png", "MNIST_DCGAN_6.png"],
    [5, 6],
  ],
  [
    ["epoch_3_iter_500.png", "epoch_3_iter_900.png"],
    [500, 900],
  ],
  [
    ["ep002_b0400.png", "ep001_b0400.png", "ep001_b0800.png"],
    [1200, 400, 800],
  ],
  [
    ["epoch_3_batch_1.png", "epoch_3_batch_2.png", "epoch_4_batch_1.png"],
    [3, 3, 4],
  ],
  [
    ["sample_20k.png", "iter_1e4.png", "step_10,000.png"],
    [20_000, 10_000, 10_000],
  ],
  [
    ["step_500.png", "step_1_000.png"],
    [500, 1000],
  ],
  [
    ["train_01_0099.png", "train_02_0099.png", "train_01_0199.png"],
    [1, 2, 1],
  ],
  [["samples_100_9f3c1a7be02d4451a7d2.png"], [100]],
])("the documented names %j have the steps %j", (names, steps) => {
  expect(stepsOf(names)).toEqual(steps);
});
