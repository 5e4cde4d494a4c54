/** The Analysis inside its own page: for the page's script and as a download. */
import { deflateRawSync } from "node:zlib";
import type { Analysis, Checkpoint } from "../../analysis/analysis.ts";
import { FEW_MEMBERS } from "./group-card.ts";
import { packNames } from "./name-table.ts";

/** What to make of each checkpoint, one after the other until the rest fits; each with what the report says about it. */
const LEFT_OUT: [words: string, leave: (checkpoint: Checkpoint, isLast: boolean) => Checkpoint][] = [
  [
    "The pairs for the threshold slider are left out of this report to keep it small (--max-report-mb).",
    ({ edges: _, ...rest }) => rest,
  ],
  [
    `The analysis embedded in this report names at most ${FEW_MEMBERS} images of each group (--max-report-mb); the JSON file (--json) names all.`,
    (checkpoint) => ({
      ...checkpoint,
      groups: checkpoint.groups.map((group) => ({ ...group, members: group.members.slice(0, FEW_MEMBERS) })),
    }),
  ],
  [
    "The analysis embedded in this report has only the groups of the last checkpoint (--max-report-mb); the JSON file (--json) has all.",
    (checkpoint, isLast) => (isLast ? checkpoint : { ...checkpoint, groups: [] }),
  ],
];

/** What `packNames` makes, deflated, as base64: nothing in it can end the script element. */
const packed = (analysis: Analysis): string => deflateRawSync(packNames(analysis), { level: 9 }).toString("base64");

/** @param room bytes @returns content of a script element, and what had to be left out, in words */
export const embeddedData = (analysis: Analysis, room: number): { data: string; left: string[] } => {
  let shown = analysis;
  let data = packed(shown);
  const left: string[] = [];
  for (const [words, leave] of LEFT_OUT) {
    if (data.length <= room) break;
    const checkpoints = shown.checkpoints.map((one, index, { length }) => leave(one, index === length - 1));
    shown = { ...shown, checkpoints };
    const smaller = packed(shown);
    if (smaller.length < data.length) left.push(words);
    data = smaller;
  }
  if (data.length > room) left.push("This report could not be made as small as asked for (--max-report-mb).");
  return { data, left };
};
