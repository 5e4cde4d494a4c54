/**
 * Lines of probabilities under a line that names the epoch, as notebooks print them:
 * `Epoch 0:` then `D(x): 0.4559 D(G(z)): 0.4490 / 0.4490`, then `Generator loss: 2.9657, Discriminator loss: 0.1613`.
 */
import { TableBuilder } from "../table/log-table.ts";
import { numberAt } from "../table/number-notation.ts";
import { numberOf } from "../table/scan.ts";
import type { TextFormat } from "./format.ts";

export const probabilitiesByEpoch: TextFormat = {
  name: "D(x) and D(G(z)) under epoch lines",
  open() {
    const table = new TableBuilder();
    let epoch: number | null = null;
    let epochs = 0;
    let hasProbabilities = false;
    let batch = 0;
    /** Held back, since the losses below it belong to the same row. */
    let row: (readonly [string, number | null])[] = [];
    const close = () => {
      table.add(row);
      row = [];
    };
    return {
      line(text) {
        const heading = /^\s{0,20}epoch[\s:=#[]{1,9}/i.exec(text);
        const named = heading && numberAt(text, heading[0].length);
        if (named) {
          epoch = named.value;
          epochs++;
          batch = 0;
          return "other";
        }
        const line = text.trimStart();
        if (line.startsWith("D(x)")) {
          const real = numberOf(line, "D(x)");
          const fake = numberOf(line, "D(G(z))");
          if (real === null && fake === null) return "refused";
          close();
          hasProbabilities = true;
          row = [
            ["epoch", epoch],
            ["batch", batch++],
            ["D(x)", real],
            ["D(G(z))", fake],
          ];
          return "read";
        }
        if (epochs === 0 || !/^(?:generator|discriminator)[ _]loss/i.test(line)) return "other";
        const lower = line.toLowerCase().replaceAll("_", " ");
        const lossG = numberOf(lower, "generator loss");
        const lossD = numberOf(lower, "discriminator loss");
        if (lossG === null && lossD === null) return "refused";
        // The epoch's last row carries its losses.
        if (row.length === 0)
          row = [
            ["epoch", epoch],
            ["batch", batch],
          ];
        row.push(["Generator loss", lossG], ["Discriminator loss", lossD]);
        close();
        // Losses alone are any program's.
        return hasProbabilities ? "read" : "other";
      },
      finish: () => {
        close();
        const built = table.finish();
        return {
          ...(hasProbabilities ? built : { columns: [], rows: 0 }),
          roles: { epoch: "epoch", batch: "batch" },
          hints: { loss: { kind: "bce", why: "D(x) and D(G(z)) are printed, as for a sigmoid discriminator" } },
        };
      },
    };
  },
};
