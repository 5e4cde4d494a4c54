/** Copies that differ in other ways than colour: by family and by source. */
import { meanEntry, meansBy } from "./by-label.ts";
import type { PixelSet } from "./pixel-set.ts";
import type { Judge } from "./section.ts";
import { scoreSet } from "./set-scores.ts";
import { type Figure, tableOf } from "./table.ts";

export const judgeVaried: Judge = async (sets, { levels, backend }) => {
  const entries: { set: PixelSet; figures: Record<string, Figure> }[] = [];
  for (const measured of sets) {
    const { f1, averagePrecision, bestF1, ari, falsePairShare } = await scoreSet(measured, levels.threshold, backend);
    const figures = {
      "F1 one t": f1,
      AP: averagePrecision,
      "F1 own t": bestF1,
      ARI: ari,
      "false pairs": falsePairShare,
    };
    entries.push({ set: measured.set, figures });
  }
  const by = (label: "kind" | "source") => meansBy(entries.map(({ set, figures }) => [set[label], figures] as const));
  return {
    lines: [...tableOf("family", by("kind")), "", ...tableOf("source", by("source"))],
    means: meanEntry(entries.map(({ figures }) => figures)),
  };
};
