/**
 * ajbrock/BigGAN-PyTorch keeps one quantity per file, named after it (G_loss.log, D_loss_real.log, D_loss_fake.log):
 * `1000: 8.530e-01`. The losses are hinge parts unless the code was switched.
 */
import { basename } from "node:path";
import { numberAt } from "../table/number-notation.ts";
import { rowPerLine, type TextFormat } from "./format.ts";

export const bigganMetric: TextFormat = {
  name: "BigGAN metric file",
  open(source) {
    const name = basename(source).replace(/\.(?:log|txt)$/i, "");
    return rowPerLine(
      (text) => {
        const step = /^\d{1,12}: /.exec(text)?.[0];
        if (step === undefined) return null;
        const value = numberAt(text, step.length + /^\s*/.exec(text.slice(step.length, step.length + 20))![0].length);
        if (!value || text.slice(value.end).trim() !== "") return "refused";
        return { beside: [["itr", Number(step.slice(0, -2))]], quantities: [[name, value.value]] };
      },
      () => ({
        roles: { step: "itr" },
        hints: { loss: { kind: "hinge", why: "BigGAN's own training script uses hinge losses" } },
      }),
    );
  },
};
