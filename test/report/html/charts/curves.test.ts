import { expect, test } from "vitest";
import { cropped } from "../../../../src/report/html/charts/curves.ts";

test("a histogram is cropped to its values with a bin on either side, and to what else is to be seen", () => {
  const counts = [0, 0, 0, 0, 0, 3, 1, 0, 0, 0];
  const near = ([low, high]: readonly [number, number]) => [low.toFixed(2), high.toFixed(2)];
  expect(near(cropped({ from: 0, to: 1, counts }, []))).toEqual(["0.40", "0.80"]);
  expect(near(cropped({ from: 0, to: 1, counts }, [0.95]))).toEqual(["0.40", "0.95"]);
  expect(near(cropped({ from: 0, to: 1, counts: [1, ...counts.slice(1)] }, []))).toEqual(["0.00", "0.80"]);
});
