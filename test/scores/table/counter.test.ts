import { expect, test } from "vitest";
import { countAt, countersOf } from "../../../src/scores/table/counter.ts";

test.each([
  ["1,000 d_loss", 1000],
  ["12,345,678)", 12345678],
  ["1_000]", 1000],
  ["1e5,", 1e5],
  ["2.5e+04 ", 25000],
  ["20k ", 20000],
  ["1.5M,", 1500000],
  ["300", 300],
])("%s begins with a count", (text, value) => {
  expect(countAt(text, 0)?.value).toBe(value);
});

test.each(["0.5", "1,5", "12s", "3rd", "x"])("%s does not", (text) => {
  expect(countAt(text, 0)).toBeNull();
});

test.each<[string, string, number, number | null]>([
  ["tqdm", "  0%|▌         | 20/1000000 [8:29:54<5191:50:29, 18.72s/it]", 20, 1e6],
  ["tqdm with units", " 2%|▏ | 20.5k/1.00M [00:10<08:20, 1.95kit/s, d_loss=0.6]", 20500, 1e6],
  ["tqdm behind an epoch", "Epoch 3:  45%|████▌     | 450/1000 [00:10<00:12, 44.1it/s, d_loss=0.6]", 450, 1000],
  ["Keras 2", " 45/468 [=>............] - ETA: 12s - d_loss: 0.6", 45, 468],
  ["Keras 3", "45/468 ━━━━━━━━━━━━━━━━━━━━ 12s 30ms/step - d_loss: 0.6", 45, 468],
  ["rich", "Training ━━━━━━━━╸   45/468 0:00:10 d_loss: 0.6", 45, 468],
  ["progressbar2", " 45% (450 of 1000) |#####     | Elapsed Time: 0:00:10 d_loss: 0.6", 450, 1000],
  ["alive-progress", "|██████▌   | 450/1000 [45%] in 10.2s (44.1/s) d_loss: 0.6", 450, 1000],
  ["brackets", "[450/1000] d_loss: 0.6", 450, 1000],
  ["a bracket at the start", "[8000] D loss: 0.5", 8000, null],
  ["a number at the start", "8000: D loss 0.5", 8000, null],
  ["thousands", "[1,450/10,000] D loss: 0.5", 1450, 10000],
])("the counter of %s is found", (_, line, value, of) => {
  expect(countersOf(line, true).find(({ name }) => name === null)).toMatchObject({ value, of });
});

test.each([
  "2024/01/02 d_loss: 0.5",
  "D(G(z)): 1 / 2",
  "acc: 50/100",
  "GPU 1/4 d_loss: 0.5",
  "runs/12/13 d_loss",
  "memory 12/40G",
  "0.49 / 0.5",
  "d_loss 3",
])("%s counts nothing", (line) => {
  expect(countersOf(line, true)).toEqual([]);
});

test("of two counters the first counts epochs, and so does a bar that says it", () => {
  expect(countersOf("[3/25][50/782] loss_D: 1", false)).toMatchObject([
    { name: "epoch", value: 3 },
    { name: null, value: 50, of: 782 },
  ]);
  expect(countersOf("Epochs:  10%|█         | 10/100 [00:10<01:30, d_loss=0.5]", false)).toMatchObject([
    { name: "epoch", value: 10 },
  ]);
});

test("a number in brackets in front of a line counts, padded or not", () => {
  const lines = ["[9] loss: 1", "[  9] loss: 1", "( 9 ) loss: 1", "[       9] loss: 1"];
  expect(lines.map((line) => countersOf(line, false)[0]?.value)).toEqual([9, 9, 9, 9]);
});
