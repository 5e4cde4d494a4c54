/** The near-duplicate groups of every checkpoint, the last one first. */
import type { Analysis, Checkpoint, Group } from "../analysis.ts";
import { escapeHtml, pictureUri } from "./escape.ts";
import { number, share } from "./words.ts";

/** Groups without thumbnails are listed up to this many; the rest is counted. */
const MOST_LISTED = 60;

export const groupsSection = ({ checkpoints, threshold }: Analysis): string => {
  if (checkpoints.length === 0 || !threshold) return "";
  const falseRate =
    threshold.falseRate === undefined ? "" : ` ${share(threshold.falseRate)} of pairs of different images reach it.`;
  const invariant =
    threshold.groups === undefined
      ? `The pairs of a group have a mean cosine similarity of at least ${number(threshold.value)}`
      : `Near-duplicates have a cosine similarity of at least ${number(threshold.value)}; groups join them, and no pair of a group is below ${number(threshold.groups)}`;
  return `<section aria-labelledby="groups">
<h2 id="groups">Near-duplicate groups</h2>
<p class="quiet">${invariant}. Basis: ${escapeHtml(threshold.basis)}.${falseRate}</p>
${[...checkpoints].reverse().map(checkpointGroups).join("\n")}
</section>`;
};

const checkpointGroups = (checkpoint: Checkpoint, index: number): string => {
  const { groups, images, label, metrics } = checkpoint;
  const shown = groups.slice(0, MOST_LISTED);
  const rest = groups.length - shown.length;
  const body =
    groups.length === 0
      ? "<p>No two images are near-duplicates.</p>"
      : `<ul class="groups">${shown.map((group) => groupItem(group, images)).join("")}</ul>`;
  const counted = rest > 0 ? `<p class="quiet">${rest} smaller groups are not shown; the JSON file lists all.</p>` : "";
  return `<details${index === 0 ? " open" : ""}><summary><strong>${escapeHtml(label)}</strong> · ${groups.length} ${groups.length === 1 ? "group" : "groups"}, ${share(metrics.duplicateShare)} of ${images} images in one</summary>${body}${counted}</details>`;
};

const groupItem = (group: Group, images: number): string => {
  const thumbnails = (group.thumbnails ?? []).flatMap(({ member, image }, index) => {
    const uri = pictureUri(image);
    if (!uri) return [];
    const name = escapeHtml(member);
    return `<button class="zoom${index === 0 ? " medoid" : ""}" data-caption="${name}" title="${name}"><img src="${uri}" alt="${name}"></button>`;
  });
  const parts = group.parts
    ? ` · in structure ${number(group.parts.structure)}, in appearance with colour ${number(group.parts.appearance)}`
    : "";
  const hidden = group.size - thumbnails.length;
  return `<li id="g-${escapeHtml(group.id)}"><p><strong>${group.size} of ${images}</strong> (${share(group.share)}) · similarity ${number(group.minSimilarity)} lowest, ${number(group.meanSimilarity)} mean${parts}</p>
<div class="thumbs">${thumbnails.join("")}${thumbnails.length > 0 && hidden > 0 ? `<span class="quiet">+ ${hidden}</span>` : ""}</div>
<p class="quiet names">Most typical: ${escapeHtml(group.medoid)} · farthest apart: ${group.farthestPair.map(escapeHtml).join(" and ")}</p></li>`;
};
