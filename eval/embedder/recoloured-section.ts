/** Recoloured copies: by family and by source, and what the half that sees lightness alone makes of them. */
import { unitParts } from "../../src/kit/rows.ts";
import { meanEntry, meansBy } from "./by-label.ts";
import type { PixelSet } from "./pixel-set.ts";
import type { Judge, Order } from "./section.ts";
import { type MeasuredSet, measureSet, scorePairs } from "./set-scores.ts";
import { type Figure, tableOf } from "./table.ts";

export const judgeRecoloured: Judge = async (sets, order) => {
  const entries: { set: PixelSet; figures: Record<string, Figure> }[] = [];
  for (const measured of sets) entries.push({ set: measured.set, figures: await figuresOf(measured, order) });
  const by = (label: "kind" | "source") => meansBy(entries.map(({ set, figures }) => [set[label], figures] as const));
  return {
    lines: [...tableOf("family", by("kind")), "", ...tableOf("source", by("source"))],
    means: meanEntry(entries.map(({ figures }) => figures)),
  };
};

const figuresOf = async (measured: MeasuredSet, { levels, structure, backend }: Order) => {
  const scores = scorePairs(measured.pairs, levels.threshold);
  const half =
    structure === null
      ? null
      : scorePairs(
          (await measureSet(measured.set, unitParts(measured.rows, [0, structure]), backend)).pairs,
          levels.threshold,
        );
  return {
    "F1 one t": scores.f1,
    AP: scores.averagePrecision,
    "F1 own t": scores.bestF1,
    "false pairs": scores.falsePairShare,
    "structure: F1 one t": half?.f1 ?? null,
    "structure: AP": half?.averagePrecision ?? null,
    "structure: F1 own t": half?.bestF1 ?? null,
    "structure: false pairs": half?.falsePairShare ?? null,
  };
};
