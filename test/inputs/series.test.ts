import { expect, test } from "vitest";
import { stepsOfPaths } from "../../src/inputs/run-steps.ts";
import { oneSeries } from "../../src/inputs/series.ts";
import { sampleFile } from "../helpers/pictures.ts";

const choose = (paths: readonly string[]) => {
  const steps = stepsOfPaths(paths);
  const { files, skipped, warnings } = oneSeries(
    paths.map((path, index) => ({ ...sampleFile(path), named: steps[index]! })),
  );
  expect([...files, ...skipped].map(({ path }) => path).sort()).toEqual([...paths].sort());
  return { judged: files.map(({ path }) => path), skipped, warnings };
};

test("of a generator and its moving average the average is judged, and the other is named", () => {
  const { judged, skipped, warnings } = choose(["1.jpg", "1-ema.jpg", "2.jpg", "2-ema.jpg"]);
  expect(judged).toEqual(["1-ema.jpg", "2-ema.jpg"]);
  expect(skipped[0]).toEqual({ path: "1.jpg", reason: expect.stringContaining("N-ema.jpg") as string });
  expect(warnings).toEqual([expect.stringMatching(/2 series.*N-ema\.jpg \(2\).*N\.jpg \(2\)/)]);
});

test("of fixed and random latents the random ones are judged, in files as in folders", () => {
  expect(choose(["Fixed_out/M_1.png", "Fixed_out/M_2.png", "Random_out/M_1.png", "Random_out/M_2.png"]).judged).toEqual(
    ["Random_out/M_1.png", "Random_out/M_2.png"],
  );
  expect(choose(["fixed_fake_step_5.png", "fake_step_5.png", "fake_step_0.png"]).judged).toEqual([
    "fake_step_5.png",
    "fake_step_0.png",
  ]);
});

test("folders named only by what they show are series of one run", () => {
  const fixed = ["fixed/epoch_1.png", "fixed/epoch_2.png"];
  const samples = ["samples/epoch_1.png", "samples/epoch_2.png"];
  expect(choose([...fixed, ...samples]).judged).toEqual(samples);
});

test("a series that covers less than half of the run gives way to the one that covers it", () => {
  const { judged } = choose(["1.png", "2.png", "3.png", "4.png", "5.png", "4_ema.png", "5_ema.png"]);
  expect(judged).toHaveLength(5);
  expect(judged.join()).not.toContain("ema");
});

test("series of different steps are two where a word says so, else one goes on with the other", () => {
  expect(choose(["1.png", "3.png", "2_ema.png", "4_ema.png"]).judged).toEqual(["2_ema.png", "4_ema.png"]);
  const renamed = ["fake_epoch_1.png", "fake_epoch_2.png", "samples_epoch_3.png", "samples_epoch_4.png"];
  expect(choose(renamed)).toEqual({ judged: renamed, skipped: [], warnings: [] });
});

test("two runs in two folders are no series of one run", () => {
  const runs = ["lr1/epoch_1.png", "lr1/epoch_2.png", "lr2/epoch_1.png", "lr2/epoch_2.png"];
  expect(choose(runs).judged).toEqual(runs);
});

test("several sheets of one step, numbered or with hashes, are of one series", () => {
  for (const sheets of [
    ["step_100_0.png", "step_100_1.png", "step_200_0.png"],
    ["g_100_9f3c1a7be02d4451a7d2.png", "g_500_07be55d1aa90c2c0ffe1.png"],
  ])
    expect(choose(sheets).judged).toEqual(sheets);
});

test("pictures under several tags of one event file are series of one run", () => {
  const { judged, warnings } = choose(["a.tfevents.1/fakes/step_1.png", "a.tfevents.1/other/step_1.png"]);
  expect(judged).toHaveLength(1);
  expect(warnings).toHaveLength(1);
});

test("sheets without a step are left to others", () => {
  const sheets = ["a.png", "b.png"];
  expect(choose(sheets)).toEqual({ judged: sheets, skipped: [], warnings: [] });
});
