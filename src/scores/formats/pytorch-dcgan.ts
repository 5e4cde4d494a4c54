/**
 * The PyTorch DCGAN example and tutorial, and their variants that print losses only:
 * `[0/25][0/782] Loss_D: 1.4713 Loss_G: 5.7383 D(x): 0.5433 D(G(z)): 0.4936 / 0.0045`
 * The first D(G(z)) is from before the update of the discriminator, as the scores are defined; both are means of sigmoids.
 */
import { numberAt } from "../table/number-notation.ts";
import { fractionAt, labelled, numberOf } from "../table/scan.ts";
import { rowPerLine, type TextFormat } from "./format.ts";

export const pytorchDcgan: TextFormat = {
  name: "PyTorch DCGAN",
  open() {
    let perEpoch: number | undefined;
    return rowPerLine(
      (text) => {
        const start = text.indexOf("[");
        const epoch = start === -1 ? null : fractionAt(text, start + 1);
        const between = epoch ? /^\s*\]\s*\[/.exec(text.slice(epoch.end, epoch.end + 20)) : null;
        const batch = epoch && between ? fractionAt(text, epoch.end + between[0].length) : null;
        if (!epoch || !batch) return null;
        const fake = labelled(text, "D(G(z))");
        const slash = fake ? /^\s*\/\s*/.exec(text.slice(fake.end, fake.end + 20)) : null;
        const after = fake && slash ? numberAt(text, fake.end + slash[0].length) : null;
        perEpoch ??= batch.of;
        return {
          beside: [
            ["epoch", epoch.value],
            ["iteration", batch.value],
          ],
          quantities: [
            ["Loss_D", numberOf(text, "Loss_D")],
            ["Loss_G", numberOf(text, "Loss_G")],
            ["D(x)", numberOf(text, "D(x)")],
            ["D(G(z))", fake?.value ?? null],
            ["D(G(z)) after the update", after?.value ?? null],
          ],
        };
      },
      () => ({
        roles: { epoch: "epoch", batch: "iteration" },
        hints: {
          loss: { kind: "bce", why: "the PyTorch DCGAN example trains with BCELoss" },
          lossIsHabit: true,
          dLoss: { reduction: "sum", why: "errD = errD_real + errD_fake in the PyTorch DCGAN example" },
          ...(perEpoch ? { perEpoch } : {}),
        },
      }),
    );
  },
};
