/** Where the images lie: a static picture here, explorable in the page. */
import type { Checkpoint } from "../../../analysis/analysis.ts";
import { whole } from "../../words.ts";
import type { TitledChart } from "../charts/chart.ts";
import { drawMap } from "../charts/map.ts";
import { escapeHtml } from "../escape.ts";
import type { Section } from "../section.ts";

export const map: Section = {
  id: "map",
  title: "Map of the images",
  body: ({ checkpoints }) => {
    const [titled] = mapCharts(checkpoints);
    const last = checkpoints.at(-1);
    if (!titled || !last?.map) return "";
    const { images, label, map } = last;
    const sampled =
      map.members.length < images ? ` ${whole(map.members.length)} of ${whole(images)} images of ${label}.` : "";
    return `<p class="quiet">${escapeHtml(`${map.method}.${sampled}`)}</p>
<div id="map-tools" class="toolbar" hidden></div>
<div id="map-view" class="map"><div class="plot" role="img" aria-label="Map of the images of ${escapeHtml(label)}">${titled.chart.svg}</div><p class="quiet">${escapeHtml(titled.caption)}</p></div>
`;
  },
};

export const mapCharts = (checkpoints: readonly Checkpoint[]): TitledChart[] => {
  const last = checkpoints.at(-1);
  if (!last?.map || last.map.members.length === 0) return [];
  const others = checkpoints.length > 1 ? " Grey: the earlier checkpoints." : "";
  return [
    {
      id: "map",
      chart: drawMap(checkpoints),
      title: "Map of the images.",
      caption: `Blue: ${last.label}, orange: in its largest group.${others}`,
    },
  ];
};
