/**
 * rosinality/stylegan2-pytorch, whose losses stand in front of a bar: `d: 1.2000; g: 0.9000; r1: 0.0100; path: 0.0200; mean path: 0.3000;
 * augment: 0.0000:   0%|          | 20/800000 [00:12<99:12:01, 2.24it/s]`, and style-based-gan-pytorch by the same author, which has
 * `Size: 8; G: 0.123; D: 0.456; Grad: 0.012; Alpha: 0.50000: ` there and trains with either of two losses.
 */
import { barCount } from "../table/counter.ts";
import { labelled, numberOf } from "../table/scan.ts";
import { rowPerLine, type TextFormat } from "./format.ts";

export const rosinality: TextFormat = {
  name: "rosinality (stylegan2-pytorch, style-based-gan-pytorch)",
  open() {
    let isOlder = false;
    return rowPerLine(
      (text) => {
        const lossD = /(?:^|\s)d: /.test(text) ? labelled(text, "d") : null;
        if (lossD && text.slice(lossD.end, lossD.end + 4) === "; g:")
          return row(text, [
            ["d", lossD.value],
            ["g", numberOf(text, "g")],
            ["r1", numberOf(text, "r1")],
            ["path", numberOf(text, "path")],
            ["augment", numberOf(text, "augment")],
          ]);
        if (!/Size: \d{1,4}; G: /.test(text) || !text.includes("; D: ")) return null;
        isOlder = true;
        return row(text, [
          ["D", numberOf(text, "D")],
          ["G", numberOf(text, "G")],
          ["Grad", numberOf(text, "Grad")],
        ]);
      },
      () =>
        isOlder
          ? { roles: { step: "step", lossDiscriminator: "D", lossGenerator: "G" }, hints: { lossUnstated: true } }
          : {
              roles: { step: "step", lossDiscriminator: "d", lossGenerator: "g" },
              hints: {
                loss: { kind: "bce", why: "stylegan2-pytorch trains with the logistic (softplus) loss" },
                dLoss: { reduction: "sum", why: "stylegan2-pytorch adds the softplus of both halves" },
              },
            },
    );
  },
};

const row = (text: string, quantities: readonly (readonly [string, number | null])[]) => ({
  beside: [["step", barCount(text)?.value ?? null] as const],
  quantities,
});
