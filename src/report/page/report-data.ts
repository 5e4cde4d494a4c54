/** The Analysis embedded in this page, parsed once. */
import type { Analysis, Checkpoint, Group } from "../../analysis.ts";
import { unpackNames } from "../name-table.ts";
import { pictureIndex } from "../pictures.ts";

/** A fresh copy. */
export const readAnalysis = (): Analysis => {
  const text = document.getElementById("analysis")!.textContent ?? "";
  const { names, analysis } = JSON.parse(text) as { names: string[]; analysis: unknown };
  return unpackNames(names, analysis) as Analysis;
};

export const analysis = readAnalysis();

export const pictureOf = pictureIndex(analysis.checkpoints);

export const lastCheckpoint = analysis.checkpoints.length - 1;

/** What every pair of a group reaches. */
export const groupLimit = analysis.threshold?.groups ?? analysis.threshold?.value ?? 1;

/** The last checkpoint that has the group. */
export const findGroup = (id: string): { checkpoint: number; group: Group } | null => {
  for (let checkpoint = lastCheckpoint; checkpoint >= 0; checkpoint--) {
    const group = (analysis.checkpoints[checkpoint] as Checkpoint).groups.find((one) => one.id === id);
    if (group) return { checkpoint, group };
  }
  return null;
};
