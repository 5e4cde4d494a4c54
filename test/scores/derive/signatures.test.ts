import { expect, test } from "vitest";
import { parseScores } from "../../helpers/parse-scores.ts";

const signatures = (
  row: (step: number) => readonly [g: number | string, d: number | string],
  loss?: "bce" | "lsgan",
) => {
  const rows = Array.from({ length: 200 }, (_, step) => `${step},${row(step).join()}\n`);
  const log = parseScores(`step,errG,errD\n${rows.join("")}`, "log.csv", loss ? { loss } : {});
  return log.signatures.map(({ name, from, to }) => [name, from, to]);
};
/** Numbers that move as those of a run do. */
const busy = (step: number) => [0.9 + 0.1 * Math.sin(step), 1.2 + 0.1 * Math.cos(step)] as const;
const from = (start: number, g: number | string, d: number | string) => (step: number) =>
  step < start ? busy(step) : ([g, d] as const);

test("a log that moves has no signature", () => {
  expect(signatures(busy)).toEqual([]);
});

test.each([
  [0, 100, "PyTorch's BCELoss"],
  [100, 0, "PyTorch's BCELoss, the other way round"],
  [-0.0, 13.82, "StudioGAN issue 112"],
  [0, 15.9424, "Keras in 32 bit"],
])("losses that stand at %s and %s are saturated (%s)", (g, d) => {
  expect(signatures(from(150, g, d))).toContainEqual(["saturated-cross-entropy", 150, 199]);
});

test("least squares that answer their labels exactly are saturated, whichever label scale is used", () => {
  expect(signatures(from(100, 0.5, 0), "lsgan")).toContainEqual(["saturated-least-squares", 100, 199]);
  expect(signatures(from(100, 1, 0.0004), "lsgan")).toContainEqual(["saturated-least-squares", 100, 199]);
});

test("a discriminator that answers .5 to everything is undecided", () => {
  expect(signatures(from(50, Math.LN2, 2 * Math.LN2), "bce")).toContainEqual(["undecided-discriminator", 50, 199]);
});

test("a loss that does not move at all is frozen, and one that merely varies little is not", () => {
  expect(signatures((step) => [busy(step)[0], step < 100 ? busy(step)[1] : 0.1234])).toEqual([
    ["frozen-discriminator-loss", 100, 199],
  ]);
  expect(signatures((step) => [busy(step)[0], 0.5 + 1e-4 * (step % 2)])).toEqual([]);
});

test("a loss so small that its rows are equal by rounding is not frozen", () => {
  expect(signatures((step) => [busy(step)[0], step < 100 ? busy(step)[1] : 0.00002])).toEqual([]);
});

test("a pattern of a few rows is chance", () => {
  expect(signatures((step) => (step > 20 && step < 28 ? [0, 100] : busy(step)))).toEqual([]);
});
