/**
 * eriklindernoren/Keras-GAN: `99 [D loss: 0.692384, acc.: 62.50%] [G loss: 0.877052]`. The count is an iteration, although the
 * code calls it an epoch. The accuracy is that of the discriminator over real and generated images, cut at .5; the
 * Wasserstein variants print none.
 */
import { meaningOfPair, type PairOf, partOf } from "../table/pairs.ts";
import { labelled, numberOf, pairOf } from "../table/scan.ts";
import { rowPerLine, type TextFormat } from "./format.ts";

const NETWORKS = [
  ["lossDiscriminator", "D loss"],
  ["lossGenerator", "G loss"],
] as const;
const COUNT = /(?:^|\s)(\d{1,12})[:,]?\s{0,9}$/;

export const kerasGan: TextFormat = {
  name: "Keras-GAN",
  open() {
    const pairs = new Map<PairOf, string>();
    return rowPerLine(
      (text) => {
        const at = text.indexOf("[D loss");
        const count = at === -1 ? undefined : COUNT.exec(text.slice(Math.max(0, at - 40), at))?.[1];
        if (count === undefined) return null;
        const accuracy = labelled(text, "acc.")?.value ?? numberOf(text, "acc");
        return {
          beside: [
            ["iteration", Number(count)],
            ["acc.", accuracy === null ? null : accuracy / 100],
          ],
          quantities: NETWORKS.flatMap(([network, name]): [string, number | null][] => {
            const pair = pairOf(text, name);
            if (!pair) return [[name, numberOf(text, name)]];
            pairs.set(network, name);
            return pair.map((value, index) => [partOf(name, index), value]);
          }),
        };
      },
      ({ columns }) => {
        const meanings = [...pairs].map(([network, name]) => meaningOfPair(network, name, columns));
        return {
          roles: Object.assign(
            { step: "iteration", lossDiscriminator: "D loss", lossGenerator: "G loss", accuracy: "acc." },
            ...meanings.map(({ roles }) => roles),
          ),
          notes: meanings.map(({ note }) => note),
          hints: {
            lossUnstated: true,
            dLoss: { reduction: "mean", why: "Keras-GAN halves the sum of real and fake loss" },
          },
        };
      },
    );
  },
};
