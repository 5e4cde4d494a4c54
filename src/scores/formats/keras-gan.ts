/**
 * eriklindernoren/Keras-GAN: `99 [D loss: 0.692384, acc.: 62.50%] [G loss: 0.877052]`. The count is an iteration, although the
 * code calls it an epoch. The accuracy is that of the discriminator over real and generated images, cut at .5; the
 * Wasserstein variants print none.
 */
import { numberAt } from "../table/number-notation.ts";
import { labelled, numberOf } from "../table/scan.ts";
import { rowPerLine, type TextFormat } from "./format.ts";

export const kerasGan: TextFormat = {
  name: "Keras-GAN",
  open: () =>
    rowPerLine(
      (text) => {
        const start = text.length - text.trimStart().length;
        const count = numberAt(text, start);
        if (!count || !/^[:,]?\s*\[D loss/.test(text.slice(count.end, count.end + 20))) return null;
        const accuracy = labelled(text, "acc.")?.value ?? numberOf(text, "acc");
        return {
          beside: [
            ["iteration", count.value],
            ["acc.", accuracy === null ? null : accuracy / 100],
          ],
          quantities: [
            ["D loss", numberOf(text, "D loss")],
            ["G loss", numberOf(text, "G loss")],
          ],
        };
      },
      () => ({
        roles: { step: "iteration", lossDiscriminator: "D loss", lossGenerator: "G loss", accuracy: "acc." },
        hints: {
          lossUnstated: true,
          dLoss: { reduction: "mean", why: "Keras-GAN halves the sum of real and fake loss" },
        },
      }),
    ),
};
