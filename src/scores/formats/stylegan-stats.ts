/**
 * stats.jsonl of NVlabs' stylegan2-ada-pytorch and stylegan3: one line per tick,
 * `{"Loss/scores/fake": {"num": 64, "mean": -3.1, "std": 1.1}, ..., "Progress/kimg": {...}, "timestamp": ...}`. The scores are logits.
 */
import { jsonObject } from "../table/python-json.ts";
import { rowPerLine, type TextFormat } from "./format.ts";

export const styleganStats: TextFormat = {
  name: "StyleGAN stats.jsonl",
  open: () =>
    rowPerLine(
      (text) => {
        if (!text.includes('"Progress/') && !text.includes('"Loss/')) return null;
        const object = jsonObject(text);
        if (object === undefined) return "refused";
        const quantities = Object.entries(object ?? {}).flatMap(([name, value]): [string, number][] => {
          const { mean, std } = (value ?? {}) as { mean?: unknown; std?: unknown };
          return [
            ...(typeof mean === "number" ? [[name, mean] as [string, number]] : []),
            ...(typeof std === "number" ? [[`${name} std`, std] as [string, number]] : []),
          ];
        });
        return { quantities };
      },
      () => ({
        roles: { step: "Progress/kimg" },
        hints: {
          loss: { kind: "bce", why: "StyleGAN2 and 3 train with the logistic (softplus) loss" },
          dLoss: { reduction: "sum", why: "StyleGAN adds the softplus of both halves" },
        },
      }),
    ),
};
