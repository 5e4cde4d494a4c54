import { expect, test } from "vitest";
import { withCountsApart } from "../../../src/scores/table/counts-apart.ts";

test.each([
  ["E003 | D 0.5", "epoch 003 | D 0.5"],
  ["  (e12) loss", "  (epoch 12) loss"],
  ["epoch-7: loss", "epoch 7: loss"],
  ["[iter0100] loss", "[iter 0100] loss"],
  ["Epoch003/100 loss", "Epoch 003/100 loss"],
  ["第 3 轮", "epoch 3 "],
  ["迭代次数：250", "step 250 "],
])("%s counts", (printed, apart) => {
  expect(withCountsApart(printed)).toBe(apart);
});

test.each([
  "E0131 10:12:07.123456 gan.py:20] D loss 0.5",
  "saved checkpoints/epoch_003.pth",
  "saved epoch_003.pth",
  "e3b0c442 loss: 0.5",
  "scale3: 0.5",
  "D_loss at 1e5: 0.5",
  "step_size3",
])("%s is left as it is", (printed) => {
  expect(withCountsApart(printed)).toBe(printed);
});
