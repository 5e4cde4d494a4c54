/** Where the images lie: a static picture here, explorable in the page. */
import type { Checkpoint } from "../../../analysis/analysis.ts";
import { whole } from "../../words.ts";
import type { TitledChart } from "../charts/figure.ts";
import { drawMap } from "../charts/map.ts";
import { escapeHtml } from "../escape.ts";

/** Beside the groups; nothing where the images have no places. */
export const mapFigure = (checkpoints: readonly Checkpoint[]): string => {
  const [titled] = mapCharts(checkpoints);
  const last = checkpoints.at(-1);
  if (!titled || !last?.map) return "";
  const { images, label, map } = last;
  const sampled =
    map.members.length < images ? ` ${whole(map.members.length)} of ${whole(images)} images of ${label}.` : "";
  return `<aside class="map"><h3 id="map">Map of the images</h3>
<div id="map-tools" class="toolbar" hidden></div>
<div id="map-view"><div class="plot" role="img" aria-label="Map of the images of ${escapeHtml(label)}">${dotsAsPaths(titled.chart.medium.svg)}</div><p class="quiet">${escapeHtml(titled.caption)}</p></div>
<p class="quiet">${escapeHtml(`${map.method}.${sampled}`)}</p></aside>`;
};

/** The dots of a colour as one path, which takes a third of the room. */
const dotsAsPaths = (svg: string): string =>
  svg.replace(/<g( [^>]*class="dots-[^>]*)>(.*?)<\/g>/gs, (_, attributes: string, dots: string) => {
    const places = [...dots.matchAll(/cx="([^"]*)" cy="([^"]*)"|cy="([^"]*)" cx="([^"]*)"/g)];
    return `<g${attributes}><path d="${places.map(([, x, y, otherY, otherX]) => `M${x ?? otherX},${y ?? otherY}h0`).join("")}" /></g>`;
  });

export const mapCharts = (checkpoints: readonly Checkpoint[]): TitledChart[] => {
  const last = checkpoints.at(-1);
  if (!last?.map || last.map.members.length === 0) return [];
  const others = checkpoints.length > 1 ? " Grey: the earlier checkpoints." : "";
  return [
    {
      id: "map",
      chart: { medium: drawMap(checkpoints) },
      title: "Map of the images.",
      caption: `Blue: ${last.label}, orange: in its largest group.${others}`,
    },
  ];
};
