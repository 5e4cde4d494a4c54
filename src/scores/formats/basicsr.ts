/**
 * BasicSR (ESRGAN, Real-ESRGAN), old and new: `<epoch:  0, iter:   1,000, lr:2.500e-05> l_g_gan: 7.0100e-02 l_d_real: 1.5923e-02 l_d_fake:
 * 9.5540e-03 D_real: -2.4871e+01 D_fake: -2.9003e+01` and `[epoch:  0, iter:   1,000, lr:(1.000e-04,)] [eta: ...] l_d_real: ...
 * out_d_real: ...`. The generator's loss is printed times its weight; D_real and out_d_real are outputs of a discriminator that compares
 * real with generated images in some models, so they are no log-odds.
 */
import { countAt } from "../table/counter.ts";
import { numberAt } from "../table/number-notation.ts";
import { rowPerLine, type TextFormat } from "./format.ts";

export const basicsr: TextFormat = {
  name: "BasicSR",
  open: () =>
    rowPerLine(
      (text) => {
        const head = /[<[]epoch:\s{0,9}(?=\d)/.exec(text);
        if (!head) return null;
        const epoch = countAt(text, head.index + head[0].length);
        const between = epoch && /^, iter:\s{0,12}/.exec(text.slice(epoch.end, epoch.end + 20))?.[0];
        const iter = between ? countAt(text, epoch.end + between.length) : null;
        if (!epoch || !iter) return null;
        const quantities: [string, number][] = [];
        for (const { 1: name, 0: all, index } of text
          .slice(iter.end)
          .matchAll(/(?<![\w.])((?:l|out|D)_\w{1,40}):\s{1,4}/g)) {
          const value = numberAt(text, iter.end + index + all.length);
          if (value) quantities.push([name!, value.value]);
        }
        return {
          beside: [
            ["epoch", epoch.value],
            ["iter", iter.value],
          ],
          quantities,
        };
      },
      ({ columns }) => {
        const first = (...names: string[]) => names.find((name) => columns.some((column) => column.name === name));
        const [real, fake] = [first("out_d_real", "D_real"), first("out_d_fake", "D_fake")];
        return {
          roles: {
            epoch: "epoch",
            step: "iter",
            lossReal: "l_d_real",
            lossFake: "l_d_fake",
            lossGenerator: "l_g_gan",
            ...(real ? { criticReal: real } : {}),
            ...(fake ? { criticFake: fake } : {}),
          },
          hints: {
            // Its vanilla, lsgan and relativistic modes print the same line.
            lossUnstated: true,
            refuseTotals:
              "BasicSR prints the generator's loss times its weight, so no probability can be recovered from it",
          },
        };
      },
    ),
};
