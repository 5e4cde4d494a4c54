import { expect, test } from "vitest";
import { calibrateThreshold } from "../../../src/metrics/reference/calibrate.ts";
import { nearestSimilarities, quantile, shareFrom } from "../../../src/metrics/reference/real-neighbours.ts";
import { measureReference } from "../../../src/metrics/reference/reference-model.ts";
import { exactBackend } from "../../helpers/exact-backend.ts";
import { drawMixture, namesOf } from "../../helpers/mixtures.ts";

const D = 16;
const modelOf = (rows: Float32Array) => measureReference(namesOf(rows, D), rows, D, exactBackend);
const shipped = { value: 0.8, basis: "shipped", falseRate: 0.01 };

test("about 1 % of other real images of the same number have a near-duplicate at the calibrated threshold", async () => {
  const threshold = await calibrateThreshold(await modelOf(drawMixture(900, D, 1)), shipped, false, 300, exactBackend);
  const rates: number[] = [];
  for (let seed = 2; seed < 12; seed++)
    rates.push(shareFrom(await nearestSimilarities(drawMixture(300, D, seed), D, 300, exactBackend), threshold.value));
  const mean = rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
  // 10 sets of 300 images: about 30 images of 3,000 are expected, which come in pairs.
  expect(mean).toBeGreaterThan(0.002);
  expect(mean).toBeLessThan(0.025);
  expect(threshold.calibration).toMatchObject({ kind: "reference", images: 900 });
  expect(threshold.calibration!.sentence).toMatch(/^At this threshold [01]\.\d % of 300 real images/);
  expect(threshold.falseRate).toBeUndefined();
});

test("smaller sets have less similar nearest neighbours, so their threshold is lower", async () => {
  const model = await modelOf(drawMixture(640, D, 1));
  const [few, many] = [
    await calibrateThreshold(model, shipped, false, 32, exactBackend),
    await calibrateThreshold(model, shipped, false, 640, exactBackend),
  ];
  expect(few.value).toBeLessThan(many.value);
});

test("a threshold that was given is kept, and only said what it means on the real images", async () => {
  const threshold = await calibrateThreshold(await modelOf(drawMixture(300, D, 1)), shipped, true, 300, exactBackend);
  expect(threshold).toMatchObject({ value: 0.8, basis: "shipped" });
  expect(threshold.calibration!.sentence).toMatch(/^At this threshold \d/);
});

test("too few real images calibrate nothing", async () => {
  expect(await calibrateThreshold(await modelOf(drawMixture(60, D, 1)), shipped, false, 300, exactBackend)).toBe(
    shipped,
  );
});

test("the quantile is linear between order statistics", () => {
  // numpy.quantile([1, 2, 4, 8], [0, .5, .9, 1]) = 1, 3, 6.8, 8
  const values = Float64Array.of(8, 1, 4, 2);
  expect([0, 0.5, 0.9, 1].map((q) => quantile(values, q))).toEqual([1, 3, 6.800000000000001, 8]);
});
