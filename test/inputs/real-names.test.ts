import { expect, test } from "vitest";
import { isScale, realFolderOf } from "../../src/inputs/real-names.ts";

test.each([
  "real",
  "reals",
  "real_samples",
  "real-samples-02",
  "real.images.1",
  "RealImages",
  "x_real",
  "training_images",
  "train_batch",
  "dataset_samples",
  "ground truth",
  "gt_001",
])("%s is a picture of real images", (name) => {
  expect(isScale(name)).toBe(true);
});

test.each([
  "fake_samples",
  "samples",
  "generated_images",
  "unrealistic",
  "realistic_3",
  "real_nvp_3",
  "real_vs_fake",
  "fake_and_real",
  "real_A",
  "input_3",
  "reconstruction_3",
  "real_recon",
  "custom_dataset",
  "my_data",
])("%s is no scale for samples", (name) => {
  expect(isScale(name)).toBe(false);
});

test("every word of a folder must say it", () => {
  for (const name of ["real", "reals", "real_images", "Real-Samples_2", "ground_truth"])
    expect(realFolderOf(name)).toBe("real");
  for (const name of ["training_images", "dataset"]) expect(realFolderOf(name)).toBe("data");
  for (const name of ["real_nvp", "unreal", "realesrgan", "real_vs_fake", "my_real_run", "images", "12"])
    expect(realFolderOf(name)).toBeNull();
});
