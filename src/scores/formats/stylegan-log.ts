/**
 * log.txt of StyleGAN and PGGAN: `tick 74    kimg 296.0    time 4h 21m 05s   sec/tick 153.1 ... augment 0.548`. It holds no scores;
 * stats.jsonl beside it (or the event file of the TensorFlow versions) does.
 */
import { numberOf } from "../table/scan.ts";
import { rowPerLine, type TextFormat } from "./format.ts";

export const styleganLog: TextFormat = {
  name: "StyleGAN log.txt",
  open: () =>
    rowPerLine(
      (text) => {
        // Forks that print losses too are read by their names.
        if (!/^tick\s{1,9}\d/.test(text) || /loss/i.test(text)) return null;
        const kimg = numberOf(text, "kimg");
        return {
          beside: [
            ["augment", numberOf(text, "augment")],
            ["lod", numberOf(text, "lod")],
          ],
          quantities: [["kimg", kimg]],
        };
      },
      () => ({
        roles: { step: "kimg" },
        hints: {
          refuseTotals:
            "log.txt of StyleGAN holds times and no scores. Next: give stats.jsonl of the same folder, or the folder",
        },
      }),
    ),
};
