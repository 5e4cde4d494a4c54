/** The near-duplicate groups: those of the last checkpoint first, the largest of the others behind. The page adds order, filter and pages. */
import type { Checkpoint } from "../../../analysis/analysis.ts";
import { counted, number, share, whole } from "../../words.ts";
import { escapeHtml } from "../escape.ts";
import { type GroupPlace, groupCard } from "../group-card.ts";
import type { Section } from "../section.ts";
import { mapFigure } from "./map.ts";

/** Groups that can be read without the page's script. */
const MOST_LISTED = 12;
/** Their members; the page's script shows more. */
const FEW_LISTED = 8;
const MOST_EARLIER = 1;
const EARLIER_MEMBERS = 0;
const MOST_BLANKS = 6;

export const groups: Section = {
  id: "groups",
  title: "Groups of near-duplicates",
  body: ({ checkpoints, threshold }, pictureOf) => {
    const last = checkpoints.at(-1);
    if (!last || !threshold) return "";
    const [latest = "", ...earlier] = checkpoints
      .map((checkpoint, index) => {
        const place = { checkpoint, index, threshold: threshold.groups, pictureOf };
        const notes = `${blanks(checkpoint)}${chains(checkpoint)}`;
        return checkpoint === last
          ? `<div id="group-view" data-checkpoint="${index}">
<h3>${summary(checkpoint)}</h3>${notes}
${cards(place, MOST_LISTED, FEW_LISTED)}
</div>`
          : `<details><summary>${summary(checkpoint)}</summary>${notes}${cards(place, MOST_EARLIER, EARLIER_MEMBERS)}</details>`;
      })
      .reverse();
    const map = mapFigure(checkpoints);
    return `<p class="quiet">Near-duplicates have a cosine similarity of at least ${number(threshold.value)}; groups join them, and no pair of a group is below ${number(threshold.groups)}. Tightness: the mean similarity of its pairs.${pictureShare(last)}</p>
<div${map ? ' class="beside-map"' : ""}><div>
<div id="group-tools" class="toolbar" hidden></div>
${latest}
${earlier.length > 0 ? `<details id="earlier-groups"><summary>${counted(earlier.length, "earlier checkpoint")}</summary>${earlier.join("\n")}</details>` : ""}
</div>${map}</div>`;
  },
};

/** @param members of each group at most */
const cards = (place: GroupPlace, most: number, members: number): string => {
  const { groups } = place.checkpoint;
  if (groups.length === 0) return "<p>No two images are near-duplicates.</p>";
  const shown = groups.slice(0, most).map((group) =>
    groupCard(group, place, {
      shown: members,
      isOpen: groups.length === 1 && members > EARLIER_MEMBERS,
      isNamed: members > EARLIER_MEMBERS,
    }),
  );
  const rest = groups.length - shown.length;
  return `<ol class="groups">${shown.join("")}</ol>${rest > 0 ? `<p class="quiet rest">${counted(rest, "smaller group is", "smaller groups are")} left out here; the JSON file has all.</p>` : ""}`;
};

const summary = ({ label, groups, metrics, images }: Checkpoint): string =>
  `<strong>${escapeHtml(label)}</strong> · ${counted(groups.length, "group")}, ${share(metrics.duplicateShare)} of ${whole(images)} images in one`;

const chains = ({ chains }: Checkpoint): string =>
  chains.length === 0
    ? ""
    : `<p class="note"><span class="badge quiet-badge">${counted(chains.length, "chain")}</span> Images that join through small steps but are not all alike, the largest of ${whole(chains[0]!.size)} images with a lowest similarity of ${number(chains.reduce((least, { minSimilarity }) => Math.min(least, minSimilarity), 1))}: smooth interpolation, a good sign and no collapse. They were split.</p>`;

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
