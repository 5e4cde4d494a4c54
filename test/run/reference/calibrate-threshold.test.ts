import { expect, test } from "vitest";
import { referenceThreshold, shareFrom } from "../../../src/metrics/reference/reference-threshold.ts";
import { calibrateThreshold } from "../../../src/run/reference/calibrate-threshold.ts";
import { measureReference } from "../../../src/run/reference/measure-reference.ts";
import { nearestInSubsets } from "../../../src/run/reference/nearest-in-subsets.ts";
import { exactBackend } from "../../helpers/exact-backend.ts";
import { drawMixture, namesOf } from "../../helpers/mixtures.ts";
import { asRows } from "../../helpers/rows.ts";

const D = 16;
const modelOf = (rows: Float32Array) => measureReference(namesOf(rows, D), asRows(rows, D), exactBackend);
const shipped = { value: 0.8, basis: "shipped", falseRate: 0.01 };

test("about 1 % of other real images of the same number have a near-duplicate at the calibrated threshold", async () => {
  const threshold = await calibrateThreshold(
    await modelOf(drawMixture(900, D, 1)),
    { threshold: shipped, isChosen: false },
    300,
    exactBackend,
  );
  const rates: number[] = [];
  for (let seed = 2; seed < 12; seed++)
    rates.push(
      shareFrom(await nearestInSubsets(asRows(drawMixture(300, D, seed), D), 300, exactBackend), threshold.value),
    );
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
    await calibrateThreshold(model, { threshold: shipped, isChosen: false }, 32, exactBackend),
    await calibrateThreshold(model, { threshold: shipped, isChosen: false }, 640, exactBackend),
  ];
  expect(few.value).toBeLessThan(many.value);
});

test("a threshold that was given is kept, and only said what it means on the real images", async () => {
  const threshold = await calibrateThreshold(
    await modelOf(drawMixture(300, D, 1)),
    { threshold: shipped, isChosen: true },
    300,
    exactBackend,
  );
  expect(threshold).toMatchObject({ value: 0.8, basis: "shipped" });
  expect(threshold.calibration!.sentence).toMatch(/^At this threshold \d/);
});

test("too few real images calibrate nothing", async () => {
  expect(
    await calibrateThreshold(
      await modelOf(drawMixture(60, D, 1)),
      { threshold: shipped, isChosen: false },
      300,
      exactBackend,
    ),
  ).toBe(shipped);
});

test("the threshold is the 99 % quantile, linear between order statistics, rounded up to four decimals", () => {
  // numpy.quantile(numpy.arange(1, 102) / 128, .99) = 100 / 128 = .78125
  const nearest = Float64Array.from({ length: 101 }, (_, index) => (index + 1) / 128);
  expect(referenceThreshold(nearest, { images: 101, size: 101 }, null).value).toBe(0.7813);
  // numpy.quantile([1, 2, 4, 8], .99) = 7.88
  expect(referenceThreshold(Float64Array.of(8, 1, 4, 2), { images: 4, size: 4 }, null).value).toBe(7.88);
});
