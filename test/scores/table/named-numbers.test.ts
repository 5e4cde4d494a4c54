import fc from "fast-check";
import { expect, test } from "vitest";
import { namedNumbersOf } from "../../../src/scores/table/named-numbers.ts";
import { isAccuracyBeside } from "../../../src/scores/table/pairs.ts";

const found = (text: string) =>
  Object.fromEntries(namedNumbersOf(text, "unsure").numbers.map(({ name, values }) => [name, values]));

test.each([
  ["epoch 3 mean g_loss: 0.7, avg D loss = 0.65", { epoch: [3], "mean g_loss": [0.7], "avg D loss": [0.65] }],
  ["iter: 12,000, lr:2.5e-05 g_loss: 7.1e-01", { iter: [12000], lr: [2.5e-5], g_loss: [0.71] }],
  ["Step 1 000 d_loss 0,6543 g_loss 1,386", { Step: [1000], d_loss: [0.6543], g_loss: [1.386] }],
  ["train.run:loss_disc=3.8,loss_gen=2.5f0", { loss_disc: [3.8], loss_gen: [2.5] }],
  ["gen: 0.7 disc: 0.6, saved generator 3", { gen: [0.7], disc: [0.6] }],
  ["D loss: [0.94, 0.508] G loss: 0.5", { "D loss": [0.94, 0.508], "G loss": [0.5] }],
  ["g_loss: [0.5, 0.4]", { g_loss: [0.5, 0.4] }],
  ["d_loss (0.9 0.5) acc: 62.5%", { d_loss: [0.9, 0.5], acc: [0.625] }],
  ["G: 0.7 | D: 0.6 | lr: 0.1", { G: [0.7], D: [0.6], lr: [0.1] }],
  ["cycle loss: 2.5, GP: nan, best FID: 12", { "cycle loss": [2.5], GP: [Number.NaN], "best FID": [12] }],
])("the line %j holds its numbers under their names", (text, numbers) => {
  expect(found(text)).toEqual(numbers);
});

test.each([...["g_loss: 0x1f", "g_loss: 1,386", "d_loss: [0.5, 0.4, 0.3]", "d_loss: 6.9x10^-1", "g_loss: 5k"]])(
  "of %j no part is read",
  (text) => {
    expect(Object.values(found(text))).toEqual([[]]);
  },
);

test("of a list of names none takes the numbers of the others", () => {
  expect(found("epoch = 3, (lossG, lossD) = (0.7, 0.6)")).toEqual({ epoch: [3] });
});

test("what a loss is compared with is not the loss", () => {
  expect(found("stop where d_loss > 0.5, d_loss -> 0.4")).toEqual({ d_loss: [0.4] });
});

test("one letter is a network only beside the other's", () => {
  const kinds = (text: string) => namedNumbersOf(text, "unsure").numbers.map(({ kind }) => kind);
  expect(kinds("G: 0.7 D=0.6")).toEqual(["quantity", "quantity"]);
  expect(kinds("d: 3 days")).toEqual(["other"]);
});

test("what commas are is remembered from line to line", () => {
  const { comma } = namedNumbersOf("d_loss: 0,693 g_loss: 0,701", "unsure");
  expect(namedNumbersOf("d_loss: 1,386", comma).numbers[0]!.values).toEqual([1.386]);
});

test("accuracies are told from losses by the batch that they are shares of", () => {
  const batches = fc
    .tuple(fc.constantFrom(2, 4, 16, 32, 64, 128, 256), fc.infiniteStream(fc.nat()))
    .map(([size, stream]) =>
      Array.from({ length: 20 }, () => Number((((stream.next().value as number) % size) / size + 1 / size).toFixed(6))),
    );
  fc.assert(
    fc.property(batches, (shares) => {
      expect(isAccuracyBeside(shares)).toBe(true);
    }),
  );
  const losses = fc.array(fc.double({ min: 0.01, max: 0.99, noNaN: true }), { minLength: 12, maxLength: 20 });
  fc.assert(
    fc.property(losses, (values) => {
      fc.pre(new Set(values).size > 10);
      expect(isAccuracyBeside(values.map((value) => Number((value * 0.99 + 0.00123456).toFixed(7))))).toBe(false);
    }),
  );
});
