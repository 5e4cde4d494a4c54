/** Every section: which sets it measures and how it judges them. */
import { narrowSets } from "./narrow-sets.ts";
import type { PixelSet, Section } from "./pixel-set.ts";
import { judgePublic } from "./public-section.ts";
import { publicSets } from "./public-sets.ts";
import type { Judge } from "./section.ts";
import { sheetSets } from "./sheet-sets.ts";

const none: Judge = async () => ({ lines: [], means: {} });

const ALL: Record<Section, { sets: (root: string) => PixelSet[]; judge: Judge }> = {
  public: { sets: publicSets, judge: judgePublic },
  recoloured: { sets: () => [], judge: none },
  varied: { sets: () => [], judge: none },
  sheets: { sets: sheetSets, judge: none },
  narrow: { sets: narrowSets, judge: none },
};

/** @param root of the data */
export const setsOf = (section: Section, root: string): PixelSet[] => ALL[section].sets(root);

export const judgeOf = (section: Section): Judge => ALL[section].judge;
