/**
 * ajbrock/BigGAN-PyTorch keeps one quantity per file, named after it (G_loss.log, D_loss_real.log, D_loss_fake.log):
 * `1000: 8.530e-01`. The losses are hinge parts unless the code was switched.
 */
import { basename } from "node:path";
import { TableBuilder } from "../table/log-table.ts";
import { numberAt } from "../table/scan.ts";
import { type TextFormat, useOf } from "./format.ts";

export const bigganMetric: TextFormat = {
  name: "BigGAN metric file",
  open(source) {
    const table = new TableBuilder();
    const name = basename(source).replace(/\.(?:log|txt)$/i, "");
    return {
      line(text) {
        const step = /^\d{1,12}: /.exec(text)?.[0];
        if (step === undefined) return "other";
        const value = numberAt(text, step.length + /^\s*/.exec(text.slice(step.length, step.length + 20))![0].length);
        if (!value || text.slice(value.end).trim() !== "") return "refused";
        table.add([
          ["itr", Number(step.slice(0, -2))],
          [name, value.value],
        ]);
        return useOf([value.value]);
      },
      finish: () => ({
        ...table.finish(),
        roles: { step: "itr" },
        hints: { loss: { kind: "hinge", why: "BigGAN's own training script uses hinge losses" } },
      }),
    };
  },
};
