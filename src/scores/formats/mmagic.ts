/**
 * `<timestamp>.log.json` of open-mmlab's mmgeneration and mmagic: `{"mode": "train", "epoch": 1, "iter": 100, "loss_disc_fake": 0.6,
 * "loss_disc_real": 0.7, "loss_disc_fake_g": 0.8, "loss": 2.1}`. loss_disc_fake_g is the generator's adversarial loss.
 */

import type { LossKind } from "../table/loss-kind.ts";
import { flatNumbers, jsonObject } from "../table/python-json.ts";
import { rowPerLine, type TextFormat } from "./format.ts";

const TYPES: Record<string, LossKind> = {
  vanilla: "bce",
  "wgan-logistic-ns": "bce",
  hinge: "hinge",
  wgan: "wgan",
  "wgan-gp": "wgan",
  lsgan: "lsgan",
};

export const mmagic: TextFormat = {
  name: "mmagic log.json",
  open() {
    let type: string | null = null;
    return rowPerLine(
      (text) => {
        // The first line of the file holds the configuration, where the runner was told to keep it.
        type ??= /gan_type['"=:\\ ]{1,8}([a-z-]{4,20})/.exec(text.slice(0, 1e5))?.[1] ?? null;
        if (!text.includes('"loss_disc') && !(text.includes('"mode"') && text.includes('"iter"'))) return null;
        const object = jsonObject(text);
        if (object === undefined) return "refused";
        if (!object) return null;
        const quantities = flatNumbers(object);
        return quantities.some(([name]) => name.includes("loss")) ? { quantities } : null;
      },
      () => {
        const kind = type === null ? undefined : TYPES[type];
        return {
          roles: {
            step: "iter",
            epoch: "epoch",
            lossReal: "loss_disc_real",
            lossFake: "loss_disc_fake",
            lossGenerator: "loss_disc_fake_g",
          },
          hints: kind ? { loss: { kind, why: `its configuration says gan_type ${type}` } } : { lossUnstated: true },
        };
      },
    );
  },
};
