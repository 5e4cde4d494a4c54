/**
 * eriklindernoren/PyTorch-GAN: `[Epoch 0/200] [Batch 0/938] [D loss: 0.690000] [G loss: 0.710000]`, with more in some models
 * (`acc: 50%`, `[info loss: 0.1]`, ` -- M: 0.5, k: 0.1`). The same line is printed for cross-entropy, least squares,
 * Wasserstein, energy and relativistic losses.
 */
import { fractionAt, numberOf } from "../table/scan.ts";
import { rowPerLine, type TextFormat } from "./format.ts";

export const pytorchGan: TextFormat = {
  name: "PyTorch-GAN",
  open() {
    let perEpoch: number | undefined;
    let isEnergy = false;
    return rowPerLine(
      (text) => {
        const epoch = behind(text, "[Epoch ");
        const batch = behind(text, "[Batch ");
        if (!epoch || !batch) return null;
        const measure = text.includes("-- M:") ? numberOf(text, "M") : null;
        isEnergy ||= measure !== null;
        perEpoch ??= batch.of;
        return {
          beside: [
            ["epoch", epoch.value],
            ["batch", batch.value],
            // Accuracy of the auxiliary class, no score: only kept.
            ["class accuracy", numberOf(text, "acc")],
            ["info loss", numberOf(text, "info loss")],
            ["convergence measure M", measure],
          ],
          quantities: [
            ["D loss", numberOf(text, "D loss")],
            ["G loss", numberOf(text, "G loss")],
          ],
        };
      },
      ({ columns }) => {
        const has = (name: string) => columns.some((column) => column.name === name);
        return {
          roles: { epoch: "epoch", batch: "batch", lossDiscriminator: "D loss", lossGenerator: "G loss" },
          hints: {
            ...(isEnergy
              ? { loss: { kind: "energy", why: "BEGAN's convergence measure M is printed" } as const }
              : { lossUnstated: true }),
            ...(has("class accuracy")
              ? { refuseTotals: "the totals of this class-conditional model include the loss of the auxiliary class" }
              : {}),
            dLoss: { reduction: "mean", why: "PyTorch-GAN halves the sum of real and fake loss" },
            ...(perEpoch ? { perEpoch } : {}),
          },
        };
      },
    );
  },
};

const behind = (text: string, label: string) => {
  const at = text.indexOf(label);
  return at === -1 ? null : fractionAt(text, at + label.length);
};
