/** What a page may leave out of the Analysis it holds, and what it says about that. */
import type { Analysis, Checkpoint, Group } from "../../analysis/analysis.ts";
import { whole } from "../words.ts";
import { FEW_MEMBERS } from "./group-card.ts";

/** Makes it smaller, or leaves it as it is. */
export type Step = (analysis: Analysis) => Analysis;

const ALL = "to keep it small (--max-report-mb); the JSON file (--json) has all.";

const inCheckpoints =
  (leave: (checkpoint: Checkpoint, isLast: boolean) => Checkpoint): Step =>
  (analysis) => ({
    ...analysis,
    checkpoints: analysis.checkpoints.map((one, index, { length }) => leave(one, index === length - 1)),
  });

export const EDGES = inCheckpoints(({ edges: _, ...rest }) => rest);

export const EARLIER = inCheckpoints((checkpoint, isLast) => (isLast ? checkpoint : { ...checkpoint, groups: [] }));

export const memberCount = ({ checkpoints }: Analysis): number =>
  checkpoints.reduce((sum, { groups }) => groups.reduce((all, { members }) => all + members.length, sum), 0);

/** @param most members of each group */
const members = (most: number): Step =>
  inCheckpoints((checkpoint) => ({ ...checkpoint, groups: checkpoint.groups.map((group) => sampled(group, most)) }));

export const MEMBERS_MANY = members(2000);
export const MEMBERS = members(FEW_MEMBERS);
export const MEMBERS_FEW = members(8);

/** @param most of each list */
const largest =
  (most: number): Step =>
  (analysis) => ({
    ...inCheckpoints((checkpoint) => ({
      ...checkpoint,
      groups: checkpoint.groups.slice(0, most),
      blanks: checkpoint.blanks.slice(0, most),
      chains: checkpoint.chains.slice(0, most),
    }))(analysis),
    skipped: analysis.skipped.slice(0, most),
  });

export const LARGEST = largest(2000);
export const LARGEST_FEW = largest(200);

/** Evenly spread: the first member is the most typical one. */
const sampled = (group: Group, most: number): Group => {
  const { members, similarities } = group;
  if (members.length <= most) return group;
  const indices = Array.from({ length: most }, (_, index) => Math.floor((index * members.length) / most));
  return {
    ...group,
    members: indices.map((index) => members[index]!),
    ...(similarities ? { similarities: indices.map((index) => similarities[index]!) } : {}),
  };
};

/** What a page says of what it does not hold. @param shown what it holds @param all the whole Analysis */
export const leftOutWords = (shown: Analysis, all: Analysis): string[] => {
  const count = (of: (checkpoint: Checkpoint) => number) =>
    [shown, all].map(({ checkpoints }) => checkpoints.reduce((sum, checkpoint) => sum + of(checkpoint), 0));
  const lists: [name: string, some: number, every: number][] = [
    ["members of groups", memberCount(shown), memberCount(all)],
    ["groups", ...twoOf(count(({ groups }) => groups.length))],
    ["images without contrast", ...twoOf(count(({ blanks }) => blanks.length))],
    ["chains", ...twoOf(count(({ chains }) => chains.length))],
    ["files that were left out", shown.skipped.length, all.skipped.length],
  ];
  const [some, every] = count(({ edges }) => Number(edges !== undefined));
  return [
    ...(some! < every!
      ? ["The pairs for the threshold slider are left out of this report to keep it small (--max-report-mb)."]
      : []),
    ...lists.flatMap(([name, listed, there]) =>
      listed < there
        ? [`${whole(listed)} of ${whole(there)} ${name} are listed in this report${HOW[name] ?? ""} ${ALL}`]
        : [],
    ),
  ];
};

const twoOf = ([some, every]: readonly number[]): [number, number] => [some!, every!];

const HOW: Record<string, string> = {
  "members of groups": ", of each group the most typical one and others evenly spread,",
  groups: ", the largest of the last checkpoint,",
};
