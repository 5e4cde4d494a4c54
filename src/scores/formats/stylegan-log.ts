/**
 * log.txt of StyleGAN and PGGAN: `tick 74    kimg 296.0    time 4h 21m 05s   sec/tick 153.1 ... augment 0.548`. It holds no scores;
 * stats.jsonl beside it (or the event file of the TensorFlow versions) does.
 */
import { TableBuilder } from "../table/log-table.ts";
import { numberOf } from "../table/scan.ts";
import type { TextFormat } from "./format.ts";

export const styleganLog: TextFormat = {
  name: "StyleGAN log.txt",
  open() {
    const table = new TableBuilder();
    return {
      line(text) {
        if (!/^tick\s{1,9}\d/.test(text)) return "other";
        const kimg = numberOf(text, "kimg");
        if (kimg === null) return "refused";
        table.add([
          ["kimg", kimg],
          ["augment", numberOf(text, "augment")],
          ["lod", numberOf(text, "lod")],
        ]);
        return "read";
      },
      finish: () => ({
        ...table.finish(),
        roles: { step: "kimg" },
        hints: {
          refuseTotals:
            "log.txt of StyleGAN holds times and no scores. Next: give stats.jsonl of the same folder, or the folder",
        },
      }),
    };
  },
};
