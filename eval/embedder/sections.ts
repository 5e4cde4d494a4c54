/** Every section: which sets it measures and how it judges them. */

import { judgeNarrow } from "./narrow-section.ts";
import { narrowSets } from "./narrow-sets.ts";
import type { PixelSet, Section } from "./pixel-set.ts";
import { judgePublic } from "./public-section.ts";
import { publicSets } from "./public-sets.ts";
import { judgeRecoloured } from "./recoloured-section.ts";
import type { Judge } from "./section.ts";
import { sheetSets } from "./sheet-sets.ts";
import { judgeSheets } from "./sheets-section.ts";
import { RECOLOUR_FAMILIES } from "./simulate/recolour/families.ts";
import { simulatedSets } from "./simulate/simulated-sets.ts";
import { VARIED_FAMILIES } from "./simulate/vary/families.ts";
import { judgeVaried } from "./varied-section.ts";

const ALL: Record<Section, { sets: (root: string) => PixelSet[]; judge: Judge }> = {
  public: { sets: publicSets, judge: judgePublic },
  recoloured: { sets: (root) => simulatedSets(root, "recoloured", RECOLOUR_FAMILIES), judge: judgeRecoloured },
  varied: { sets: (root) => simulatedSets(root, "varied", VARIED_FAMILIES), judge: judgeVaried },
  sheets: { sets: sheetSets, judge: judgeSheets },
  narrow: { sets: narrowSets, judge: judgeNarrow },
};

/** @param root of the data */
export const setsOf = (section: Section, root: string): PixelSet[] => ALL[section].sets(root);

export const judgeOf = (section: Section): Judge => ALL[section].judge;
