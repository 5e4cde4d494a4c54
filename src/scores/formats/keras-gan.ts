/**
 * eriklindernoren/Keras-GAN: `99 [D loss: 0.692384, acc.: 62.50%] [G loss: 0.877052]`. The count is an iteration, although the
 * code calls it an epoch. The accuracy is that of the discriminator over real and generated images, cut at .5; the
 * Wasserstein variants print none.
 */
import { TableBuilder } from "../table/log-table.ts";
import { labelled, numberAt, numberOf } from "../table/scan.ts";
import { type TextFormat, useOf } from "./format.ts";

export const kerasGan: TextFormat = {
  name: "Keras-GAN",
  open() {
    const table = new TableBuilder();
    return {
      line(text) {
        const start = text.length - text.trimStart().length;
        const count = numberAt(text, start);
        if (!count || !/^[:,]?\s*\[D loss/.test(text.slice(count.end, count.end + 20))) return "other";
        const lossD = numberOf(text, "D loss");
        const lossG = numberOf(text, "G loss");
        const accuracy = labelled(text, "acc.")?.value ?? numberOf(text, "acc");
        if (lossD === null && lossG === null) return "refused";
        table.add([
          ["iteration", count.value],
          ["D loss", lossD],
          ["G loss", lossG],
          ["acc.", accuracy === null ? null : accuracy / 100],
        ]);
        return useOf([lossD, lossG]);
      },
      finish: () => ({
        ...table.finish(),
        roles: { step: "iteration", lossDiscriminator: "D loss", lossGenerator: "G loss", accuracy: "acc." },
        hints: {
          lossUnstated: true,
          dLoss: { reduction: "mean", why: "Keras-GAN halves the sum of real and fake loss" },
        },
      }),
    };
  },
};
