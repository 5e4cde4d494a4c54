/** All sections that were measured, and the line of means per section that candidates are compared by. */

import type { Levels } from "./levels.ts";
import { SECTIONS } from "./pixel-set.ts";
import type { Order, SectionReport } from "./section.ts";
import { judgeOf } from "./sections.ts";
import type { MeasuredSet } from "./set-scores.ts";
import { figure, tableHead, tableRow } from "./table.ts";

/** @param thresholds several give their means only */
export const judgeAll = async (
  measured: readonly MeasuredSet[],
  thresholds: readonly Levels[],
  order: Omit<Order, "levels">,
): Promise<string[]> => {
  const lines: string[] = [];
  const means: string[] = [];
  for (const section of SECTIONS) {
    const sets = measured.filter(({ set }) => set.section === section);
    if (sets.length === 0) continue;
    const reports: [string, SectionReport][] = [];
    for (const levels of thresholds)
      reports.push([`t = ${levels.threshold}`, await judgeOf(section)(sets, { ...order, levels })]);
    if (reports.length === 1) lines.push(`## ${section}`, "", ...reports[0]![1].lines, "");
    means.push(...meansTable(section, reports), "");
  }
  return [...lines, "## Means", "", ...means];
};

const meansTable = (section: string, reports: readonly (readonly [string, SectionReport])[]): string[] => [
  ...tableHead([section, ...Object.keys(reports[0]![1].means)]),
  ...reports.map(([name, { means }]) => tableRow([name, ...Object.values(means).map(figure)])),
];
