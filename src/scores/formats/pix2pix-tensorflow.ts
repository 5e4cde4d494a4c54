/**
 * affinelayer/pix2pix-tensorflow prints a block of one value a line: `progress  epoch 1  step 200  image/sec 35.7  remaining 0m`, then
 * `discrim_loss 1.2`, `gen_loss_GAN 0.7`, `gen_loss_L1 0.46`. The step counts within the epoch.
 */
import { RecordTable } from "../table/record-table.ts";
import { numberOf } from "../table/scan.ts";
import type { TextFormat } from "./format.ts";

const LABELS = ["discrim_loss", "gen_loss_GAN", "gen_loss_L1"] as const;

export const pix2pixTensorflow: TextFormat = {
  name: "pix2pix-tensorflow",
  open() {
    const records = new RecordTable();
    return {
      line(text) {
        const line = text.trimStart();
        if (/^progress\s+epoch\s/.test(line.slice(0, 40))) {
          const epoch = numberOf(line, "epoch");
          const step = numberOf(line, "step");
          if (epoch === null || step === null) return "refused";
          records.add(
            [
              { name: "epoch", value: epoch },
              { name: "step", value: step },
            ],
            [],
          );
          return "read";
        }
        const label = LABELS.find((name) => line.startsWith(`${name} `));
        if (!label) return "other";
        const value = numberOf(line.replaceAll("'", ""), label);
        if (value === null) return "refused";
        records.add([], [{ name: label, value, isKnown: true }]);
        return "read";
      },
      finish: () => ({
        ...records.finish(),
        roles: { epoch: "epoch", step: "step", lossDiscriminator: "discrim_loss", lossGenerator: "gen_loss_GAN" },
        hints: {
          loss: { kind: "bce", why: "pix2pix-tensorflow trains with the logarithm of its probabilities" },
          dLoss: { reduction: "sum", why: "pix2pix-tensorflow adds the logarithms of both halves" },
          firstEpoch: 1,
        },
        notes: [
          "Note: this is image-to-image translation: every picture has its own input, so mode collapse of a batch does not apply in the same way.",
        ],
      }),
    };
  },
};
