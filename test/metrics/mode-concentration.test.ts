import fc from "fast-check";
import { expect, test } from "vitest";
import { modeConcentration } from "../../src/metrics/mode-concentration.ts";
import { lcg } from "../helpers/random.ts";

test("the value is the share of pairs inside a group", () => {
  expect(modeConcentration([3, 2], 10).value).toBeCloseTo((3 + 1) / 45, 12);
});

test("no group gives 0 and only an upper bound: three pairs of all with 95 % confidence", () => {
  expect(modeConcentration([], 64)).toMatchObject({ value: 0, low: 0 });
  expect(modeConcentration([], 64).high).toBeCloseTo(2.9957 / 2016, 6);
});

test("the interval agrees with a jackknife that leaves out every image in turn", () => {
  const sizes = [5, 3, 2];
  const n = 30;
  const groups = [
    ...sizes.flatMap((size, group) => new Array<number>(size).fill(group)),
    ...Array.from({ length: 20 }, (_, k) => 10 + k),
  ];
  const share = (labels: readonly number[]) => {
    let same = 0;
    for (let a = 0; a < labels.length; a++) for (let b = 0; b < a; b++) if (labels[a] === labels[b]) same++;
    return same / ((labels.length * (labels.length - 1)) / 2);
  };
  const leftOut = groups.map((_, index) => share(groups.filter((__, other) => other !== index)));
  const mean = leftOut.reduce((a, b) => a + b, 0) / n;
  const error = Math.sqrt(((n - 1) / n) * leftOut.reduce((sum, value) => sum + (value - mean) ** 2, 0));
  const value = share(groups);
  const estimate = modeConcentration(sizes, n);
  expect(estimate.low).toBeCloseTo(value * Math.exp((-1.96 * error) / value), 10);
  expect(estimate.high).toBeCloseTo(value * Math.exp((1.96 * error) / value), 10);
});

test("intervals of samples of 64 hold the truth of a Zipf population of 20 modes in at least 90 % of 400 trials", () => {
  const next = lcg(7);
  const weights = Array.from({ length: 20 }, (_, k) => 1 / (k + 1));
  const total = weights.reduce((a, b) => a + b, 0);
  const truth = weights.reduce((sum, weight) => sum + (weight / total) ** 2, 0);
  let held = 0;
  for (let trial = 0; trial < 400; trial++) {
    const counts = new Array<number>(20).fill(0);
    for (let k = 0; k < 64; k++) {
      let point = next() * total;
      let mode = 0;
      while (mode < 19 && point > weights[mode]!) point -= weights[mode++]!;
      counts[mode]!++;
    }
    const { low, high } = modeConcentration(
      counts.filter((count) => count > 1),
      64,
    );
    if (low <= truth && truth <= high!) held++;
  }
  expect(held / 400).toBeGreaterThan(0.9);
});

test("any sizes give 0 <= low <= value <= high <= 1", () => {
  const sets = fc.tuple(fc.array(fc.integer({ min: 2, max: 50 }), { maxLength: 20 }), fc.integer({ min: 0, max: 100 }));
  fc.assert(
    fc.property(sets, ([sizes, singles]) => {
      const n = sizes.reduce((a, b) => a + b, singles);
      fc.pre(n >= 3);
      const { value, low, high } = modeConcentration(sizes, n);
      return 0 <= low && low <= value + 1e-12 && value <= high! + 1e-12 && high! <= 1;
    }),
  );
});
