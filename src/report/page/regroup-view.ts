/** The slider that groups the last checkpoint again at another threshold. */
import type { Group } from "../../analysis/analysis.ts";
import { type Regrouped, regroup } from "../../pairs/linkage/regroup.ts";
import { groupThreshold } from "../../pairs/linkage/related-thresholds.ts";
import { counted, number, share, whole } from "../words.ts";
import { cursorsOf } from "./cursors.ts";
import { all, one } from "./dom.ts";
import type { GroupsView } from "./groups-view.ts";
import { analysis, lastCheckpoint } from "./report-data.ts";

export const startRegroup = (groups: GroupsView | null): void => {
  const bar = one("#regroup");
  const checkpoint = analysis.checkpoints[lastCheckpoint];
  const edges = checkpoint?.edges;
  const used = analysis.threshold?.value;
  if (!bar || !groups || !checkpoint || !edges?.complete || used === undefined) return;
  const slider = one<HTMLInputElement>("input", bar)!;
  const lines = all(".by-threshold").flatMap(cursorsOf);
  const known = new Map(checkpoint.groups.map(({ id, members }) => [together(members), id]));
  const name = (member: number) => edges.members[member]!;
  /** With the id of the analysis where it is the same group. */
  const named = (group: Regrouped, index: number): Group => {
    const members = group.members.map(name);
    const medoid = name(group.medoid);
    return {
      id: known.get(together(members)) ?? `slider-${index + 1}`,
      size: members.length,
      share: members.length / checkpoint.images,
      members: [medoid, ...members.filter((member) => member !== medoid)],
      medoid,
      farthestPair: [name(group.farthestPair[0]), name(group.farthestPair[1])],
      minSimilarity: group.minSimilarity,
      meanSimilarity: group.meanSimilarity,
    };
  };

  const update = (threshold: number): void => {
    const own = threshold === used;
    const found = own ? checkpoint.groups : regroup(edges, threshold).map((group, index) => named(group, index));
    groups.replace(own ? null : found, groupThreshold(threshold));
    one("output", bar)!.textContent = number(threshold);
    const inGroups = found.reduce((sum, { size }) => sum + size, 0);
    const largest = found.reduce((most, { size }) => Math.max(most, size), 1);
    one("[role=status]", bar)!.textContent =
      `${counted(found.length, "group")}; ${whole(inGroups)} images in one; largest ${whole(largest)} of ${whole(checkpoint.images)} (${share(largest / checkpoint.images)})`;
    for (const { move } of lines) move(own ? null : threshold);
  };
  bar.hidden = false;
  slider.addEventListener("input", () => update(Number(slider.value)));
  one("button", bar)!.addEventListener("click", () => {
    slider.value = `${used}`;
    // The slider may not stand exactly at the threshold used.
    update(used);
  });
};

/** The same for the same images, whatever their order. */
const together = (members: readonly string[]): string => [...members].sort().join("\n");
