/** The near-duplicate groups: those of the last checkpoint first, the largest of the others behind. The page adds order, filter and pages. */
import type { Analysis, Checkpoint } from "../../analysis/analysis.ts";
import { counted, number, share, whole } from "../words.ts";
import { escapeHtml } from "./escape.ts";
import { groupCard } from "./group-card.ts";
import type { PictureOf } from "./pictures.ts";

/** Groups that can be read without the page's script. */
const MOST_LISTED = 12;
const MOST_EARLIER = 2;
const EARLIER_MEMBERS = 8;
const MOST_BLANKS = 6;

export const groupsSection = ({ checkpoints, threshold }: Analysis, pictureOf: PictureOf): string => {
  if (checkpoints.length === 0 || !threshold) return "";
  const invariant = `Near-duplicates have a cosine similarity of at least ${number(threshold.value)}; groups join them, and no pair of a group is below ${number(threshold.groups)}`;
  const last = checkpoints.length - 1;
  const list = (checkpoint: Checkpoint, index: number, most: number, members?: number) => {
    const place = { checkpoint, index, threshold: threshold.groups, pictureOf };
    const shown = checkpoint.groups.slice(0, most);
    const rest = checkpoint.groups.length - shown.length;
    return `${
      shown.length === 0
        ? "<p>No two images are near-duplicates.</p>"
        : `<ol class="groups">${shown.map((group) => groupCard(group, place, members)).join("")}</ol>`
    }${rest > 0 ? `<p class="quiet rest">${counted(rest, "smaller group is", "smaller groups are")} listed only with JavaScript, and in the JSON file.</p>` : ""}`;
  };
  return `<section aria-labelledby="groups">
<h2 id="groups">Near-duplicate groups</h2>
<p class="quiet">${invariant}.${pictureShare(checkpoints[last]!)}</p>
<div id="group-tools" class="toolbar" hidden></div>
<div id="group-view" data-checkpoint="${last}">
<h3>${summary(checkpoints[last]!)}</h3>${blanks(checkpoints[last]!)}${chains(checkpoints[last]!)}
${list(checkpoints[last]!, last, MOST_LISTED)}
</div>
${
  last > 0
    ? `<div id="earlier-groups">${checkpoints
        .slice(0, last)
        .map(
          (checkpoint, index) =>
            `<details><summary>${summary(checkpoint)}</summary>${blanks(checkpoint)}${chains(checkpoint)}${list(checkpoint, index, MOST_EARLIER, EARLIER_MEMBERS)}</details>`,
        )
        .reverse()
        .join("\n")}</div>`
    : ""
}
</section>`;
};

const summary = ({ label, groups, metrics, images }: Checkpoint): string =>
  `<strong>${escapeHtml(label)}</strong> · ${counted(groups.length, "group")}, ${share(metrics.duplicateShare)} of ${whole(images)} images in one`;

const chains = ({ chains }: Checkpoint): string =>
  chains.length === 0
    ? ""
    : `<p class="note"><span class="badge quiet-badge">${counted(chains.length, "chain")}</span> Images that join through small steps but are not all alike, the largest of ${whole(chains[0]!.size)} images with a lowest similarity of ${number(Math.min(...chains.map(({ minSimilarity }) => minSimilarity)))}: smooth interpolation, a good sign and no collapse. They were split.</p>`;

const blanks = ({ blanks }: Checkpoint): string =>
  blanks.length === 0
    ? ""
    : `<p class="note"><span class="badge quiet-badge">${counted(blanks.length, "blank image")}</span> without any contrast, ${escapeHtml(blanks.slice(0, MOST_BLANKS).join(", "))}${blanks.length > MOST_BLANKS ? " ..." : ""}: together one mode, and in no group.</p>`;

const pictureShare = ({ sprites, images }: Checkpoint): string => {
  const shown = sprites?.reduce((sum, { members }) => sum + members.length, 0) ?? 0;
  return shown === 0 || shown >= images
    ? ""
    : ` The report holds pictures of ${whole(shown)} of ${whole(images)} images (--report-thumbnails, --max-report-mb).`;
};
