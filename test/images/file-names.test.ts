import { expect, test } from "vitest";
import { exclusionReason, stepOfName } from "../../src/images/file-names.ts";

test.each([
  ["fake_samples_epoch_012", 12, "epoch"],
  ["fakes000200", 200, "kimg"],
  ["1200", 1200, "step"],
  ["generated_plot_e010", 10, "epoch"],
  ["image_at_epoch_0003", 3, "epoch"],
  ["iter_5000", 5000, "iteration"],
  ["epoch_7_seed42", 7, "epoch"],
  ["epoch5_z100", 5, "epoch"],
])("%s is %i %s", (name, step, unit) => {
  expect(stepOfName(name)).toEqual({ step, unit });
});

test("a name without a number has no step", () => {
  expect(stepOfName("fakes_init")).toBeNull();
});

test.each([
  "real_samples",
  "reals",
  "training_losses",
  "Gloss_epoch_100",
  "loss",
  "12-interp",
  "5-mr",
  "loss_curve",
  "my_plot",
])("%s is no sample", (name) => {
  expect(exclusionReason(name)).toEqual(expect.any(String));
});

test.each([
  "fake_samples_epoch_001",
  "generated_plot_010",
  "unreal_1",
  "realistic_3",
  "1200",
  "flossy_12",
  "scorecard",
])("%s may be a sample", (name) => {
  expect(exclusionReason(name)).toBeNull();
});
