/**
 * The PyTorch DCGAN example and tutorial, and their variants that print losses only:
 * `[0/25][0/782] Loss_D: 1.4713 Loss_G: 5.7383 D(x): 0.5433 D(G(z)): 0.4936 / 0.0045`
 * The first D(G(z)) is from before the update of the discriminator, as the scores are defined; both are means of sigmoids.
 */
import { TableBuilder } from "../table/log-table.ts";
import { fractionAt, labelled, numberAt, numberOf } from "../table/scan.ts";
import { type TextFormat, useOf } from "./format.ts";

export const pytorchDcgan: TextFormat = {
  name: "PyTorch DCGAN",
  open() {
    const table = new TableBuilder();
    let perEpoch: number | undefined;
    return {
      line(text) {
        const start = text.indexOf("[");
        const epoch = start === -1 ? null : fractionAt(text, start + 1);
        const between = epoch ? /^\s*\]\s*\[/.exec(text.slice(epoch.end, epoch.end + 20)) : null;
        const batch = epoch && between ? fractionAt(text, epoch.end + between[0].length) : null;
        if (!epoch || !batch) return "other";
        const lossD = numberOf(text, "Loss_D");
        const lossG = numberOf(text, "Loss_G");
        const real = numberOf(text, "D(x)");
        const fake = labelled(text, "D(G(z))");
        const slash = fake ? /^\s*\/\s*/.exec(text.slice(fake.end, fake.end + 20)) : null;
        const after = fake && slash ? numberAt(text, fake.end + slash[0].length) : null;
        if (lossD === null && lossG === null && real === null && !fake) return "refused";
        perEpoch ??= batch.of;
        table.add([
          ["epoch", epoch.value],
          ["iteration", batch.value],
          ["Loss_D", lossD],
          ["Loss_G", lossG],
          ["D(x)", real],
          ["D(G(z))", fake?.value ?? null],
          ["D(G(z)) after the update", after?.value ?? null],
        ]);
        return useOf([lossD, lossG, real, fake?.value ?? null]);
      },
      finish: () => ({
        ...table.finish(),
        roles: { epoch: "epoch", batch: "iteration" },
        hints: {
          loss: { kind: "bce", why: "the PyTorch DCGAN example trains with BCELoss" },
          dLoss: { reduction: "sum", why: "errD = errD_real + errD_fake in the PyTorch DCGAN example" },
          ...(perEpoch ? { perEpoch } : {}),
        },
      }),
    };
  },
};
