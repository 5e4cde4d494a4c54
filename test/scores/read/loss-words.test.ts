import { expect, test } from "vitest";
import { firstNamed, lossNamedIn } from "../../../src/scores/read/loss-words.ts";

test.each([
  ["Using Hinge Loss", "hinge"],
  ["criterion = HingeLoss()", "hinge"],
  ["                 gan_mode: lsgan                         	[default: vanilla]", "lsgan"],
  ["Namespace(adv_loss='wgan-gp', lr=0.0002)", "wgan"],
  ["Training with the Wasserstein loss", "wgan"],
  ["loss_type: least squares", "lsgan"],
  ["Relativistic average loss", "relativistic"],
  ["(criterion): BCEWithLogitsLoss()", "bce"],
  ["non-saturating loss", "bce"],
])("the line %j says that the loss is %s", (line, kind) => {
  expect(lossNamedIn(line)?.kind).toBe(kind);
});

test.each([
  ...["loss: hinge or wgan", "use_hinge: False", "lambda_wgan=0", "no hinge loss", "saved to runs/hinge_1/best.pth"],
  ...["vanilla ice cream", "unhinged", "Epoch 3 done", "", `${"a".repeat(3e4)} hinge loss`],
])("the line %j says nothing of the loss", (line) => {
  expect(lossNamedIn(line)).toBeNull();
});

test("what is no cross-entropy outranks a cross-entropy that is named too", () => {
  const [bce, hinge] = [lossNamedIn("class loss: BCELoss"), lossNamedIn("adversarial: hinge")];
  expect(firstNamed(firstNamed(null, bce), hinge)).toBe(hinge);
  expect(firstNamed(firstNamed(null, hinge), bce)).toBe(hinge);
});
