/** The Analysis inside its own page: for the page's script and as a download. */
import { deflateRawSync } from "node:zlib";
import type { Analysis } from "../../analysis/analysis.ts";
import {
  EARLIER,
  EDGES,
  LARGEST,
  LARGEST_FEW,
  leftOutWords,
  MEMBERS,
  MEMBERS_FEW,
  MEMBERS_MANY,
  memberCount,
  type Step,
} from "./left-out.ts";
import { packNames } from "./name-table.ts";

/** What is left out one after the other until the rest fits. */
const STEPS: readonly Step[] = [EDGES, MEMBERS, EARLIER, LARGEST, MEMBERS_FEW, LARGEST_FEW];

/** Members from which on they are a sample whatever the room: a page of more would be slow. */
const MANY_MEMBERS = 300_000;

/** What `packNames` makes, deflated, as base64: nothing in it can end the script element. */
const packed = (analysis: Analysis): string => deflateRawSync(packNames(analysis), { level: 9 }).toString("base64");

/** @param room bytes @returns content of a script element, and what had to be left out, in words */
export const embeddedData = (analysis: Analysis, room: number): { data: string; left: string[] } => {
  let shown = memberCount(analysis) > MANY_MEMBERS ? MEMBERS_MANY(analysis) : analysis;
  let data = packed(shown);
  for (const step of STEPS) {
    if (data.length <= room) break;
    shown = step(shown);
    data = packed(shown);
  }
  const left = leftOutWords(shown, analysis);
  if (data.length > room) left.push("This report could not be made as small as asked for (--max-report-mb).");
  return { data, left };
};
