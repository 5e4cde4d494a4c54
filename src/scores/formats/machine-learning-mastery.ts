/**
 * machinelearningmastery.com: `>446, d1=0.593, d2=0.546 g=1.330, a1=76, a2=82`, with epochs `>1, 446/937, d1=0.593, ...`, and with
 * one combined update `>446, d=0.000, g=0.001, a=100`. d1 and d2 are cross-entropies on real and on generated images, a1 and
 * a2 the accuracies in per cent.
 */
import { numberAt } from "../table/number-notation.ts";
import { fractionAt, numberOf } from "../table/scan.ts";
import { rowPerLine, type TextFormat } from "./format.ts";

const LABELS = ["d1", "d2", "d", "g", "a1", "a2", "a", "d_loss", "g_loss"] as const;

export const machineLearningMastery: TextFormat = {
  name: "machinelearningmastery",
  open() {
    let perEpoch: number | undefined;
    return rowPerLine(
      (text) => {
        const at = text.search(/\S/);
        const count = text[at] === ">" ? numberAt(text, at + 1) : null;
        if (!count) return null;
        const within = text[count.end] === "," ? fractionAt(text, count.end + 1) : null;
        const values = LABELS.map((label) => [label, numberOf(text, label)] as const);
        if (values.every(([, value]) => value === null)) return text.includes("=") ? "refused" : null;
        perEpoch ??= within?.of;
        return {
          beside: within
            ? [
                ["epoch", count.value],
                ["batch", within.value],
              ]
            : [["batch", count.value]],
          quantities: values.map(([label, value]) => [
            label,
            label.startsWith("a") && value !== null ? value / 100 : value,
          ]),
        };
      },
      ({ columns }) => {
        const has = (name: string) => columns.some((column) => column.name === name);
        return {
          roles: {
            ...(has("epoch") ? { epoch: "epoch", batch: "batch" } : { step: "batch" }),
            lossReal: "d1",
            lossFake: "d2",
            lossDiscriminator: has("d") ? "d" : "d_loss",
            lossGenerator: has("g") ? "g" : "g_loss",
            accuracyReal: "a1",
            accuracyFake: "a2",
            accuracy: "a",
          },
          hints: {
            ...(has("d1") || has("a")
              ? {
                  loss: { kind: "bce", why: "these tutorials train with binary_crossentropy" } as const,
                  lossIsHabit: true,
                }
              : { lossUnstated: true }),
            dLoss: { reduction: "mean", why: "Keras averages over a batch of real and generated images" },
            ...(perEpoch ? { perEpoch } : {}),
          },
        };
      },
    );
  },
};
