/** Where the images lie: a static picture here, explorable in the page. */
import { whole } from "../../words.ts";
import { drawMap } from "../charts/map.ts";
import { escapeHtml } from "../escape.ts";
import type { Section } from "../section.ts";

export const map: Section = {
  id: "map",
  title: "Map of the images",
  body: ({ checkpoints }) => {
    const last = checkpoints.at(-1);
    if (!last?.map || last.map.members.length === 0) return "";
    const { images, label, map } = last;
    const sampled =
      map.members.length < images ? ` ${whole(map.members.length)} of ${whole(images)} images of ${label}.` : "";
    const others = checkpoints.length > 1 ? " Grey: the earlier checkpoints." : "";
    const name = escapeHtml(label);
    return `<p class="quiet">${escapeHtml(`${map.method}.${sampled}`)}</p>
<div id="map-tools" class="toolbar" hidden></div>
<div id="map-view" class="map"><div class="plot" role="img" aria-label="Map of the images of ${name}">${drawMap(checkpoints).svg}</div><p class="quiet">Blue: ${name}, orange: in its largest group.${others}</p></div>
`;
  },
};
