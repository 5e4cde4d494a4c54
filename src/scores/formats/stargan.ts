/**
 * StarGAN: `Elapsed [0:00:10], Iteration [10/200000], D/loss_real: -29.8455, D/loss_fake: 6.4433, ..., G/loss_fake: -6.1756`, a Wasserstein
 * critic; and StarGAN v2: `Elapsed time [0:00:40], Iteration [100/100000], D/latent_real: [0.5429] D/latent_fake: [0.5429] ...
 * G/latent_adv: [8.4519]`, cross-entropies of logits, once for styles from noise and once from a reference image.
 */
import { numberAt } from "../table/number-notation.ts";
import { fractionAt } from "../table/scan.ts";
import { rowPerLine, type TextFormat } from "./format.ts";

const HEAD = "Iteration [";

export const stargan: TextFormat = {
  name: "StarGAN",
  open: () =>
    rowPerLine(
      (text) => {
        const at = text.indexOf(HEAD);
        const step = at === -1 || !text.startsWith("Elapsed") ? null : fractionAt(text, at + HEAD.length);
        if (!step) return null;
        const quantities: [string, number][] = [];
        for (const { 1: name, 0: all, index } of text.slice(step.end).matchAll(/([DG]\/\w{1,40}): \[?/g)) {
          const value = numberAt(text, step.end + index + all.length);
          if (value) quantities.push([name!, value.value]);
        }
        return { beside: [["iteration", step.value]], quantities };
      },
      ({ columns }) =>
        columns.some(({ name }) => name === "D/latent_real")
          ? {
              roles: {
                step: "iteration",
                lossReal: "D/latent_real",
                lossFake: "D/latent_fake",
                lossGenerator: "G/latent_adv",
              },
              hints: { loss: { kind: "bce", why: "StarGAN v2 trains with the cross-entropy of logits" } },
            }
          : {
              roles: {
                step: "iteration",
                lossReal: "D/loss_real",
                lossFake: "D/loss_fake",
                lossGenerator: "G/loss_fake",
              },
              hints: { loss: { kind: "wgan", why: "StarGAN trains a Wasserstein critic" } },
            },
    ),
};
