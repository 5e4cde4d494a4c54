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
/** Of an embedder to which copies of a picture are the picture. */
const copies = async () => [1, 1, 1];
const neverAsked = async () => {
  throw new Error("no copies are needed");
};

test("without a threshold about 1 % of other real images of the same number have a near-duplicate at that of the reference", async () => {
  const threshold = await calibrateThreshold(
    await modelOf(drawMixture(900, D, 1)),
    { known: null, samples: 300, copies },
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
  const of = (samples: number) => calibrateThreshold(model, { known: null, samples, copies }, exactBackend);
  expect((await of(32)).value).toBeLessThan((await of(640)).value);
});

test("a known threshold does not move, whatever the real images are; it is only said what it means on them", async () => {
  const threshold = await calibrateThreshold(
    await modelOf(drawMixture(300, D, 1)),
    { known: shipped, samples: 300, copies: neverAsked },
    exactBackend,
  );
  expect(threshold).toMatchObject(shipped);
  expect(threshold.calibration!.sentence).toMatch(/^At this threshold \d/);
});

test("too few real images say nothing about a threshold, and can not give one", async () => {
  const model = await modelOf(drawMixture(60, D, 1));
  const of = (known: typeof shipped | null) =>
    calibrateThreshold(model, { known, samples: 300, copies: neverAsked }, exactBackend);
  expect(await of(shipped)).toBe(shipped);
  await expect(of(null)).rejects.toThrow("100 or more distinct real images");
});

test("the threshold is the 99 % quantile, linear between order statistics, rounded up to four decimals", () => {
  // numpy.quantile(numpy.arange(1, 102) / 128, .99) = 100 / 128 = .78125
  const nearest = Float64Array.from({ length: 101 }, (_, index) => (index + 1) / 128);
  expect(referenceThreshold({ nearest, images: 101, size: 101 }, Float64Array.of(1)).value).toBe(0.7813);
  // numpy.quantile([1, 2, 4, 8], .99) = 7.88
  expect(
    referenceThreshold({ nearest: Float64Array.of(8, 1, 4, 2), images: 4, size: 4 }, Float64Array.of(9)).value,
  ).toBe(7.88);
});

test("look-alikes among the real images do not lift the threshold over what their own copies reach", () => {
  const nearest = new Float64Array(100).fill(0.99);
  // numpy.quantile(numpy.arange(80, 101) / 100, .1) = .82
  const copied = Float64Array.from({ length: 21 }, (_, index) => (80 + index) / 100);
  const threshold = referenceThreshold({ nearest, images: 100, size: 100 }, copied);
  expect(threshold.value).toBe(0.82);
  expect(threshold.basis).toMatch(/^similarity that 90 % of mildly changed copies/);
});
