import { expect, test } from "vitest";
import { exclusionReason, folderExclusionReason, reasonBesideSamples } from "../../src/inputs/excluded-names.ts";

test.each(["real", "reals", "real_images", "interpolation", "varying_c1"])("the folder %s holds no samples", (name) => {
  expect(folderExclusionReason(name)).toEqual(expect.any(String));
});

test.each(["fake", "plots", "loss_hinge", "realistic", "real_nvp"])("the folder %s may hold samples", (name) => {
  expect(folderExclusionReason(name)).toBeNull();
});

test.each([
  "real_samples",
  "reals",
  "real_A_epoch_5",
  "training_losses",
  "Gloss_epoch_100",
  "loss",
  "12-interp",
  "5-mr",
  "loss_curve",
  "my_plot",
  "varying_c1",
  "latent_traversal_3",
  "acc",
  "lr",
  "history",
  "tsne",
  "t-sne_epoch_5",
  "metrics",
  "training",
  "val_acc",
  "learning_rate",
  "confusion_matrix",
  "grad_norm",
  "training_history",
])("%s is no sample", (name) => {
  expect(exclusionReason(name)).toEqual(expect.any(String));
});

test.each([
  "fake_samples_epoch_001",
  "generated_plot_010",
  "unreal_1",
  "real_nvp_epoch_3",
  "realistic_3",
  "1200",
  "flossy_12",
  "scorecard",
  "training_epoch_5",
  "progress_5",
  "epoch_10_loss_0.53",
  "dcgan_lr_0.0002_epoch_5",
  "wgan_gradient_penalty_epoch_5",
  "natural_history_3",
  "accordion_3",
])("%s may be a sample", (name) => {
  expect(exclusionReason(name)).toBeNull();
});

test.each([
  "train_batch",
  "dataset_samples",
  "gt_001",
  "originals-3",
  "inputs_001",
  "reconstruction_20",
  "trainingImages",
])("%s is no sample where samples lie beside it", (name) => {
  expect(exclusionReason(name)).toBeNull();
  expect(reasonBesideSamples(name, [])).toEqual(expect.any(String));
});

test.each(["dataset_epoch_5", "fixed_input_3", "original_dcgan_10", "train_00_0099", "output_source_3", "epoch_4"])(
  "%s stays a sample even there",
  (name) => {
    expect(reasonBesideSamples(name, [])).toBeNull();
  },
);

test("pictures in folders of inputs and of training data are no samples beside others", () => {
  for (const folder of ["inputs", "training_images", "gt"]) expect(reasonBesideSamples("7", [folder])).not.toBeNull();
  expect(reasonBesideSamples("iter_500", ["training_samples"])).toBeNull();
  for (const folder of ["original_dcgan", "database", "train"]) expect(reasonBesideSamples("7", [folder])).toBeNull();
});
