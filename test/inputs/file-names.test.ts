import fc from "fast-check";
import { expect, test } from "vitest";
import { stepOfFolder, stepOfName } from "../../src/inputs/file-names.ts";

test.each([
  ["fake_samples_epoch_012", 12, "epoch", true],
  ["fakes000200", 200, "kimg", true],
  ["1200", 1200, "step", false],
  ["generated_plot_e010", 10, "epoch", true],
  ["image_at_epoch_0003", 3, "epoch", true],
  ["iter_5000", 5000, "iteration", true],
  ["fixed_fake_samples_step_500", 500, "step", true],
  ["epoch_7_seed42", 7, "epoch", true],
  ["epoch5_z100", 5, "epoch", true],
  ["epoch_10_8x8", 10, "epoch", true],
  ["samples_64px_12", 12, "step", false],
  ["epoch_3_iter_500", 3, "epoch", true],
  ["step_200_image_7", 200, "step", true],
])("%s is number %i of %s (said in words: %s)", (name, step, unit, worded) => {
  expect(stepOfName(name)).toEqual({ step, unit, worded: worded === true });
});

test("a number behind 'epoch' is the step, whatever zeros it begins with and whatever word stands before", () => {
  fc.assert(
    fc.property(fc.nat(1e9), fc.nat(6), fc.constantFrom("", "fakes_", "run-a_", "G "), (step, zeros, prefix) => {
      const name = `${prefix}epoch_${"0".repeat(zeros).slice(0, 12 - String(step).length)}${step}`;
      expect(stepOfName(name)).toEqual({ step, unit: "epoch", worded: true });
    }),
  );
});

test.each(["epoch_3", "step200", "1200", "samples_5", "checkpoint-20", "kimg_400"])(
  "the folder %s is a step",
  (name) => {
    expect(stepOfFolder(name)).not.toBeNull();
  },
);

test.each(["run2", "exp_3", "cifar10", "class_4", "fold1", "images"])("the folder %s is no step", (name) => {
  expect(stepOfFolder(name)).toBeNull();
});

test("a name without a number has no step", () => {
  expect(stepOfName("fakes_init")).toBeNull();
});
