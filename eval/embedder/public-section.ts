/** Simulated collapse that lies on disk: every set, and the largest groups made of distinct pictures. */
import type { Judge } from "./section.ts";
import { type SetScores, scoreSet } from "./set-scores.ts";
import { figure, meanOf, tableOf } from "./table.ts";

const COLUMNS = {
  AUC: ({ auc }: SetScores) => auc,
  AP: ({ averagePrecision }: SetScores) => averagePrecision,
  "F1 own t": ({ bestF1 }: SetScores) => bestF1,
  "F1 one t": ({ f1 }: SetScores) => f1,
  "ARI of groups": ({ ari }: SetScores) => ari,
  "false pairs": ({ falsePairShare }: SetScores) => falsePairShare,
  "largest false group": ({ falseGroupShare }: SetScores) => falseGroupShare,
};

export const judgePublic: Judge = async (sets, { levels, backend }) => {
  const entries: [string, SetScores & { kind: string }][] = [];
  for (const measured of sets) {
    const { source, kind } = measured.set;
    entries.push([`${source} (${kind})`, { ...(await scoreSet(measured, levels.threshold, backend)), kind }]);
  }
  const largest = (wanted: string) =>
    Math.max(0, ...entries.map(([, { kind, falseGroupShare }]) => (kind === wanted ? (falseGroupShare ?? 0) : 0)));
  const mean = (pick: (scores: SetScores) => number | null) => meanOf(entries.map(([, scores]) => pick(scores)));
  const [healthy, hardneg] = [largest("healthy"), largest("hardneg")];
  return {
    lines: [
      ...tableOf("set", entries, COLUMNS),
      "",
      `Largest false group: healthy ${figure(healthy)}, hardneg ${figure(hardneg)}`,
    ],
    means: {
      AP: mean(COLUMNS.AP),
      "F1 own t": mean(COLUMNS["F1 own t"]),
      "F1 one t": mean(COLUMNS["F1 one t"]),
      ARI: mean(COLUMNS["ARI of groups"]),
      "false pairs": mean(COLUMNS["false pairs"]),
      "false group, healthy": healthy,
      "false group, hardneg": hardneg,
    },
  };
};
