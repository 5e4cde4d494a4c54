/** Simulated collapse that lies on disk: every set, and the largest groups made of distinct pictures. */
import { meanEntry } from "./by-label.ts";
import type { Judge } from "./section.ts";
import { scoreSet } from "./set-scores.ts";
import { type Figure, figure, tableWithMeans } from "./table.ts";

const FALSE_GROUP = "largest false group";

export const judgePublic: Judge = async (sets, { levels, backend }) => {
  const entries: [string, Record<string, Figure>][] = [];
  const largest = { healthy: 0, hardneg: 0 };
  for (const measured of sets) {
    const { source, kind } = measured.set;
    const scores = await scoreSet(measured, levels.threshold, backend);
    const group = scores.falseGroupShare;
    if (kind === "healthy" || kind === "hardneg") largest[kind] = Math.max(largest[kind], group ?? 0);
    const figures = {
      AUC: scores.auc,
      AP: scores.averagePrecision,
      "F1 own t": scores.bestF1,
      "F1 one t": scores.f1,
      "ARI of groups": scores.ari,
      "false pairs": scores.falsePairShare,
      [FALSE_GROUP]: group,
    };
    entries.push([`${source} (${kind})`, figures]);
  }
  const { [FALSE_GROUP]: _, ...means } = meanEntry(entries.map(([, figures]) => figures));
  return {
    lines: [
      ...tableWithMeans("set", entries),
      "",
      `Largest false group: healthy ${figure(largest.healthy)}, hardneg ${figure(largest.hardneg)}`,
    ],
    means: { ...means, "false group, healthy": largest.healthy, "false group, hardneg": largest.hardneg },
  };
};
