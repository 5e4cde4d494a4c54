/** Where the images lie: a static picture here, explorable in the page. */
import type { Analysis } from "../../analysis/analysis.ts";
import { whole } from "../words.ts";
import type { Pen } from "./chart.ts";
import { drawMap } from "./chart-map.ts";
import { escapeHtml } from "./escape.ts";

export const mapSection = async ({ checkpoints }: Analysis, takePen: () => Promise<Pen>): Promise<string> => {
  const last = checkpoints.length - 1;
  const map = checkpoints[last]?.map;
  if (!map || map.members.length === 0) return "";
  const { svg } = drawMap(await takePen(), checkpoints);
  const { images, label } = checkpoints[last]!;
  const sampled =
    map.members.length < images ? ` ${whole(map.members.length)} of ${whole(images)} images of ${label}.` : "";
  const others = last > 0 ? " Grey: the earlier checkpoints." : "";
  return `<section aria-labelledby="map"><h2 id="map">Map of the images</h2>
<p class="quiet">${escapeHtml(`${map.method}.${sampled}`)}</p>
<div id="map-tools" class="toolbar" hidden></div>
<div id="map-view" class="map"><div class="plot" role="img" aria-label="Map of the images of ${escapeHtml(label)}">${svg}</div><p class="quiet">Blue: ${escapeHtml(label)}, orange: in its largest group.${others}</p></div>
</section>`;
};
