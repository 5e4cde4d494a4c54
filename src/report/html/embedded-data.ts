/** The Analysis inside its own page: for the page's script and as a download. */
import { deflateRawSync } from "node:zlib";
import type { Analysis } from "../../analysis/analysis.ts";
import { FEW_MEMBERS } from "./group-card.ts";
import { packNames } from "./name-table.ts";

/** One after the other until the rest fits; each with what the report says about it. */
const LEFT_OUT: [string, (analysis: Analysis) => Analysis][] = [
  [
    "The pairs for the threshold slider are left out of this report to keep it small (--max-report-mb).",
    (analysis) => ({ ...analysis, checkpoints: analysis.checkpoints.map(({ edges: _, ...rest }) => rest) }),
  ],
  [
    `The analysis embedded in this report names at most ${FEW_MEMBERS} images of each group (--max-report-mb); the JSON file (--json) names all.`,
    (analysis) => ({
      ...analysis,
      checkpoints: analysis.checkpoints.map((checkpoint) => ({
        ...checkpoint,
        groups: checkpoint.groups.map((group) => ({ ...group, members: group.members.slice(0, FEW_MEMBERS) })),
      })),
    }),
  ],
  [
    "The analysis embedded in this report has only the groups of the last checkpoint (--max-report-mb); the JSON file (--json) has all.",
    (analysis) => ({
      ...analysis,
      checkpoints: analysis.checkpoints.map((checkpoint, index, { length }) =>
        index === length - 1 ? checkpoint : { ...checkpoint, groups: [] },
      ),
    }),
  ],
];

/** `{"names": [...], "analysis": {...}}` (see `name-table.ts`), deflated, as base64: nothing in it can end the script element. */
const packed = (analysis: Analysis): string => {
  const { names, json } = packNames(analysis);
  return deflateRawSync(`{"names":${JSON.stringify(names)},"analysis":${json}}`, { level: 9 }).toString("base64");
};

/** @param room bytes @returns content of a script element, and what had to be left out, in words */
export const embeddedData = (analysis: Analysis, room: number): { data: string; left: string[] } => {
  let shown = withoutPictures(analysis);
  let data = packed(shown);
  const left: string[] = [];
  for (const [words, leave] of LEFT_OUT) {
    if (data.length <= room) break;
    shown = leave(shown);
    const smaller = packed(shown);
    if (smaller.length < data.length) left.push(words);
    data = smaller;
  }
  if (data.length > room) left.push("This report could not be made as small as asked for (--max-report-mb).");
  return { data, left };
};

/** The pictures are on the page already; a second copy would double the file. */
const withoutPictures = (analysis: Analysis): Analysis => ({
  ...analysis,
  checkpoints: analysis.checkpoints.map((checkpoint) => ({
    ...checkpoint,
    ...(checkpoint.sprites ? { sprites: checkpoint.sprites.map((sprite) => ({ ...sprite, image: "" })) } : {}),
    ...(checkpoint.reference
      ? {
          reference: {
            ...checkpoint.reference,
            ...(checkpoint.reference.missingModes
              ? { missingModes: checkpoint.reference.missingModes.map(({ thumbnails: _, ...mode }) => mode) }
              : {}),
            ...(checkpoint.reference.twins
              ? { twins: checkpoint.reference.twins.map(({ thumbnails: _, ...twin }) => twin) }
              : {}),
          },
        }
      : {}),
  })),
});
