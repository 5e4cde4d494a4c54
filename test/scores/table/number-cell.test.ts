import fc from "fast-check";
import { expect, test } from "vitest";
import { parseCell, usesDecimalComma } from "../../../src/scores/table/number-cell.ts";

test.each([
  ["tensor(10.5290, grad_fn=<BinaryCrossEntropyBackward0>)", 10.529],
  ["tensor(nan, device='cuda:0')", Number.NaN],
  ["65.62%", 0.6562],
  ["50 %", 0.5],
  ["1.2e-05", 1.2e-5],
  [".5", 0.5],
  ["+3.", 3],
  ["-0.25", -0.25],
  ["3/50", 3],
  ["1,000", 1000],
  ["-12,345,678.5", -12345678.5],
  ["nan", Number.NaN],
  ["NaN", Number.NaN],
  ["-inf", Number.NEGATIVE_INFINITY],
  ["Infinity", Number.POSITIVE_INFINITY],
])("the cell %j holds the number %d", (cell, value) => {
  expect(parseCell(cell)).toBe(value);
});

test.each(["", "  ", "n/a", "None", "nano", "-", "e5", "loss: 3", "1.2.3", "12,34", "tensor()", undefined])(
  "the cell %j holds no number that is certain",
  (cell) => {
    expect(parseCell(cell)).toBeNull();
  },
);

test.each([
  ["0,5", 0.5],
  ["-1,386", -1.386],
  ["1,25e-3", 0.00125],
  ["65,62 %", 0.6562],
  ["0.5", 0.5],
])("with decimal commas the cell %j is %d", (cell, value) => {
  expect(parseCell(cell, true)).toBeCloseTo(value, 12);
});

test("with decimal commas a number that also has a point is not guessed", () => {
  expect(parseCell("1.234,5", true)).toBeNull();
  expect(parseCell("1,234.5", true)).toBeNull();
});

test("commas are decimal only where they can not group thousands", () => {
  expect(usesDecimalComma(["0,5"])).toBe(true);
  expect(usesDecimalComma(["1,386", "0,693"])).toBe(true);
  expect(usesDecimalComma(["2,5"])).toBe(true);
  expect(usesDecimalComma(["1,000", "0.5", "12,345,678", "tensor(0.5, grad_fn=<X>)", "a,1"])).toBe(false);
});

test("every finite number survives being written by JavaScript, with either decimal sign", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(parseCell(String(value))).toBe(value === 0 ? 0 : value);
      expect(parseCell(String(value).replace(".", ","), true)).toBe(value === 0 ? 0 : value);
    }),
  );
});
