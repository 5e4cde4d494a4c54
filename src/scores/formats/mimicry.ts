/**
 * kwotsin/mimicry: `INFO: [Epoch 1/127][Global Step: 10/100000]` and below it one quantity a line: `| D(G(z)): 0.5941`. D(x) and
 * D(G(z)) are means of the sigmoid of the logits for every loss, also for hinge and Wasserstein.
 */
import { TableBuilder } from "../table/log-table.ts";
import { fractionAt, numberOf } from "../table/scan.ts";
import type { TextFormat } from "./format.ts";

const LABELS = ["D(G(z))", "D(x)", "errD", "errG"] as const;

export const mimicry: TextFormat = {
  name: "mimicry",
  open() {
    const table = new TableBuilder();
    let heading: (readonly [string, number])[] | null = null;
    let row: (readonly [string, number])[] = [];
    const close = () => {
      if (heading && row.length > 0) table.add([...heading, ...row]);
      row = [];
    };
    return {
      line(text) {
        const at = text.indexOf("[Global Step: ");
        if (at !== -1) {
          const step = fractionAt(text, at + "[Global Step: ".length);
          const epochAt = text.indexOf("[Epoch ");
          const epoch = epochAt === -1 ? null : fractionAt(text, epochAt + "[Epoch ".length);
          close();
          heading = step ? [["global_step", step.value], ...(epoch ? ([["epoch", epoch.value]] as const) : [])] : null;
          return step ? "read" : "refused";
        }
        const line = text.trimStart();
        if (!heading || !line.startsWith("|")) return "other";
        const label = LABELS.find((name) => line.slice(1).trimStart().startsWith(name));
        if (!label) return "other";
        const value = numberOf(line, label);
        // A quantity that comes twice belongs to a step whose heading is missing.
        if (value === null || row.some(([known]) => known === label)) return "refused";
        row.push([label, value]);
        return "read";
      },
      finish() {
        close();
        return {
          ...table.finish(),
          roles: { step: "global_step", epoch: "epoch" },
          hints: {
            sigmoidOfAnyLoss: true,
            dLoss: { reduction: "sum", why: "mimicry adds the real and the fake loss" },
          },
        };
      },
    };
  },
};
