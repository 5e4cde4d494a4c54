import { expect, test } from "vitest";
import { selfCalibration, thresholdFromCopies } from "../../src/pairs/self-calibration.ts";

const CHANGES = ["noise", "JPEG"];

test("copies that all reach the threshold give no warning", () => {
  const { calibration, warning } = selfCalibration([0.9, 0.97, 0.99], 0.8, CHANGES);
  expect(warning).toBeNull();
  expect(calibration).toEqual({
    kind: "self",
    images: 3,
    copies: { low: 0.9, median: 0.97 },
    sentence: "100 % of 3 mildly changed copies (noise, JPEG) reach the threshold of 0.8.",
  });
});

test("199 of 200 copies are 99 %, not 100 %", () => {
  const { calibration, warning } = selfCalibration([0.1, ...new Array(199).fill(0.99)], 0.8, CHANGES);
  expect(calibration.sentence).toMatch(/^99 % of 200/);
  expect(warning).toBeNull();
});

test("copies that stay under the threshold warn, with a lower threshold to try", () => {
  const { warning } = selfCalibration([...new Array(20).fill(0.7), ...new Array(80).fill(0.95)], 0.8, CHANGES);
  expect(warning).toMatch(/^Only 80 % of 100 .* Next: try --threshold 0\.50 \(uncalibrated\)\.$/);
});

test("the threshold from copies is the cosine of four times their angle, at least that of 60 degrees", () => {
  const degrees = (angle: number) => Math.cos((angle * Math.PI) / 180);
  expect(thresholdFromCopies(new Array(50).fill(degrees(8)))).toBeCloseTo(degrees(32), 9);
  expect(thresholdFromCopies([degrees(40)])).toBeCloseTo(0.5, 9);
  expect(thresholdFromCopies([1 + 1e-9])).toBe(1);
  expect(thresholdFromCopies([-0.2])).toBeCloseTo(0.5, 9);
});
