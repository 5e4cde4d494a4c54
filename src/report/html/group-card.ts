/** One near-duplicate group as HTML; used when the report is made and again in the page. */
import type { Checkpoint, Group } from "../../analysis/analysis.ts";
import { number, whole } from "../words.ts";
import { escapeHtml, inAddress } from "./escape.ts";
import { roughly } from "./natural.ts";
import { type PictureOf, zoomable } from "./pictures.ts";

export interface GroupPlace {
  checkpoint: Checkpoint;
  /** Of the checkpoint in the Analysis. */
  index: number;
  threshold: number;
  pictureOf: PictureOf;
}

/** Pictures and names shown before "show more". */
export const FEW_MEMBERS = 24;

interface Unfolding {
  /** Members at most. */
  shown?: number;
  isOpen?: boolean;
  /** With the names of the files. */
  isNamed?: boolean;
}

/** A card with the most typical image, that unfolds to all others. */
export const groupCard = (
  group: Group,
  place: GroupPlace,
  { shown = FEW_MEMBERS, isOpen = false, isNamed = true }: Unfolding = {},
): string => {
  const { checkpoint, index, threshold, pictureOf } = place;
  const marks = new Map([
    ...group.farthestPair.map((member) => [member, "farthest"] as const),
    [group.medoid, "medoid"] as const,
  ]);
  const order = [...new Set([group.medoid, ...group.farthestPair, ...group.members])];
  const pictures = order.flatMap((member) => {
    const picture = pictureOf(index, member);
    return picture ? [{ member, picture }] : [];
  });
  const visible = pictures.slice(0, shown);
  const names = group.members.slice(0, shown);
  const facts = [
    `lowest similarity ${number(group.minSimilarity)}`,
    `mean ${number(group.meanSimilarity)}`,
    ...(group.parts
      ? [`structure ${number(group.parts.structure)}`, `appearance ${number(group.parts.appearance)}`]
      : []),
  ];
  const loose =
    group.minSimilarity < threshold
      ? `<span class="badge quiet-badge" title="It holds a pair below the threshold ${number(threshold)}">chained</span>`
      : "";
  return `<li class="group" id="${groupElement(index, group.id)}" data-group="${escapeHtml(group.id)}"><details${isOpen ? " open" : ""}>
<summary>${pictureOf(index, group.medoid) ?? ""}<span class="card"><span><strong>${whole(group.size)}</strong> of ${whole(checkpoint.images)}</span> <span class="share"><span class="bar" aria-hidden="true"><i style="width:${(100 * group.share).toFixed(1)}%"></i></span> ${roughly(group.share)}</span> <span class="quiet">tightness ${number(group.meanSimilarity)}</span> ${loose}</span></summary>
${
  visible.length > 0
    ? `<div class="mosaic">${visible.map(({ member, picture }) => zoomable(picture, marks.get(member))).join("")}</div>
<p class="quiet">Showing ${whole(visible.length)} of ${whole(group.size)}, the most typical first, then the farthest pair.${pictures.length < group.size ? ` ${whole(pictures.length)} have a picture in this report.` : ""}</p>`
    : ""
}
<p class="quiet">${facts.join(" · ")} · <a href="#g=${inAddress(group.id)}">#${escapeHtml(group.id)}</a></p>
${isNamed ? `<details class="names"><summary>File names</summary><ul>${names.map((member) => `<li><code>${escapeHtml(member)}</code></li>`).join("")}</ul>${group.size > names.length ? `<p class="quiet">and ${whole(group.size - names.length)} more.</p>` : ""}</details>` : ""}
<p class="tools" hidden><button type="button" data-do="copy">Copy paths</button>${pictures.length > visible.length || group.size > names.length ? ` <button type="button" data-do="more">Show more</button>` : ""}</p>
</details></li>`;
};

/** Groups of the same images have the same id in every checkpoint. */
export const groupElement = (checkpoint: number, id: string): string => `g-${checkpoint}-${inAddress(id)}`;
