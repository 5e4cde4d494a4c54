import fc from "fast-check";
import { expect, test } from "vitest";
import { parseCell } from "../../../src/scores/table/number-cell.ts";
import { commaMeaningIn, numberAt } from "../../../src/scores/table/number-notation.ts";
import { unwrapNumbers } from "../../../src/scores/table/unwrap-numbers.ts";

/** A number and how some program or person writes it. */
const finite = fc.double({ min: -1e12, max: 1e12, noNaN: true }).map((value) => (value === 0 ? 0 : value));
const count = fc.integer({ min: 0, max: 999_999_999 });
const grouped = (value: number, sign: string) => String(value).replace(/\B(?=(\d{3})+$)/g, sign);

const written: fc.Arbitrary<[value: number, text: string]> = fc.oneof(
  finite.map((value): [number, string] => [value, String(value)]),
  finite.map((value): [number, string] => [value, value.toExponential().toUpperCase()]),
  finite.map((value): [number, string] => [value, String(value).replace(/^-/, "\u2212")]),
  finite.map((value): [number, string] => [Number(value.toFixed(4)), `${value.toFixed(4)}f0`]),
  finite.map((value): [number, string] => [Number(value.toExponential(6)), value.toExponential(6).replace("e", "D")]),
  fc
    .tuple(count, fc.constantFrom(",", "_", "'", "\u00a0", "\u202f"))
    .map(([value, sign]): [number, string] => [value, grouped(value, sign)]),
);

/** What libraries print around a number. */
const wrapped = fc.constantFrom<(text: string) => string>(
  (text) => `np.float64(${text})`,
  (text) => `numpy.float32(${text})`,
  (text) => `tensor(${text}, device='cuda:0', grad_fn=<MeanBackward0>)`,
  (text) => `tensor([[${text}]])`,
  (text) => `tf.Tensor(${text}, shape=(), dtype=float32)`,
  (text) => `<tf.Tensor: shape=(), dtype=float32, numpy=${text}>`,
  (text) => `array([${text}], dtype=float32)`,
  (text) => `Array(${text}, dtype=float32, weak_type=True)`,
  (text) => `Decimal('${text}')`,
);

test("a number is read whole in every notation, in a cell and in a line", () => {
  fc.assert(
    fc.property(written, ([value, text]) => {
      expect(parseCell(text)).toBeCloseTo(value, 9);
      for (const behind of ["", " ", ", next: 1", "]", "|", ". Next"]) {
        const found = numberAt(`d_loss: ${text}${behind}`, 8)!;
        expect(found.value).toBeCloseTo(value, 9);
        expect(`d_loss: ${text}${behind}`.slice(found.end)).toMatch(/^(?:[ ,\]|]|\.? Next|$)/);
      }
    }),
  );
});

test("a number is read through what a library prints around it", () => {
  fc.assert(
    fc.property(finite, wrapped, (value, wrap) => {
      expect(unwrapNumbers(`a ${wrap(String(value))}, b`)).toMatch(/^a \[?[-+.\de]+\]?, b$/);
      expect(parseCell(wrap(String(value)))).toBe(value);
    }),
  );
  expect(parseCell("np.float64(nan)")).toBeNaN();
  expect(parseCell("tf.Tensor(-inf, shape=(), dtype=float32)")).toBe(Number.NEGATIVE_INFINITY);
});

test.each([
  ...["0x1f", "0b101", "1e", "1e+", "6.9*^-01", "6.9x10^-1", "6.9 × 10^-1", "10k", "2M", "0.5f", "1.2.3", "5d", "1__0"],
  ...["1_00", "1_0000", "1,00,000", "1'00", "12 34", "0 500", "1 0000", "00:12:34", "2024-03-01", "3rd", "1.000,5"],
  ...["[0.5, 0.4]", "[0.5 0.4]", "tensor([0.5, 0.4])", "0.5;0.4", "--1", "1+", "٣", "1,2,3"],
])("of %j no half is read", (text) => {
  expect(parseCell(text)).toBeNull();
});

test.each([
  ["1 000", 1000],
  ["12 345 678", 12345678],
  ["1'000", 1000],
  ["0.65f0", 0.65],
  ["6.5f-1", 0.65],
  ["0.65D+00", 0.65],
  ["[0.7]", 0.7],
  ["5 epochs", 5],
  ["0.5 (0.6)", 0.5],
  ["0.69 ± 0.02", 0.69],
])("the cell %j is %d", (cell, value) => {
  expect(parseCell(cell)).toBeCloseTo(value, 12);
});

test("in a table of decimal commas points group thousands", () => {
  expect(parseCell("1.000", true)).toBe(1000);
  expect(parseCell("12.345.678", true)).toBe(12345678);
  expect(parseCell("0.500", true)).toBe(0.5);
  expect(parseCell("1.5", true)).toBe(1.5);
});

test("a comma is read as the rest of its line shows, and a number that may be either is none", () => {
  expect(commaMeaningIn("epoch 1 d_loss: 1,386 g_loss: 0,693")).toBe("decimal");
  expect(commaMeaningIn("iter 1,000 lr 0.001")).toBe("thousands");
  expect(commaMeaningIn("d_loss: 1,386")).toBe("unsure");
  expect(commaMeaningIn("2024-03-01 10:00:00,123 [0,5] step 7")).toBe("unsure");
  expect(numberAt("1,386", 0, "decimal")).toEqual({ value: 1.386, end: 5 });
  expect(numberAt("1,386", 0, "thousands")).toEqual({ value: 1386, end: 5 });
  expect(numberAt("1,386", 0, "unsure")).toBeNull();
  expect(numberAt("0,693", 0, "thousands")).toBeNull();
  expect(numberAt("1,234,567", 0, "unsure")!.value).toBe(1234567);
});

test("any text gives a number or none, in linear time", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
      const value = parseCell(unwrapNumbers(text));
      expect(value === null || typeof value === "number").toBe(true);
    }),
  );
  for (const piece of ["tensor(", "1,000", "np.float64(0.5", "[", "0.5, ", "<tf.Tensor: ", "'", " 000"])
    parseCell(unwrapNumbers(piece.repeat(3e4)));
});
