/** How the result depends on the threshold. */
import type { Analysis, Edges } from "../../../analysis/analysis.ts";
import { number, share } from "../../words.ts";
import { type Chart, type Domain, figure, type TitledChart } from "../charts/chart.ts";
import { drawHistogram, drawSweep } from "../charts/curves.ts";
import { escapeHtml } from "../escape.ts";
import type { Section } from "../section.ts";

export const threshold: Section = {
  id: "threshold",
  title: "Threshold",
  body: ({ checkpoints, threshold: used }) => {
    const checkpoint = checkpoints.at(-1);
    if (!checkpoint || !used) return "";
    const rate = used.falseRate === undefined ? "" : ` ${share(used.falseRate)} of pairs of different images reach it.`;
    return `<p class="quiet">Images count as near-duplicates from a cosine similarity of ${number(used.value)} on: ${escapeHtml(used.basis)}.${rate}</p>
${used.calibration ? `<p class="note">${escapeHtml(used.calibration.sentence)}</p>` : ""}
${thresholdCharts({ checkpoints, threshold: used }).map(figure).join("\n")}
${checkpoint.edges ? slider(checkpoint.edges, used.value) : ""}`;
  },
};

export const thresholdCharts = ({
  checkpoints,
  threshold: used,
}: Pick<Analysis, "checkpoints" | "threshold">): TitledChart[] => {
  const checkpoint = checkpoints.at(-1);
  if (!checkpoint || !used) return [];
  const { similarities, sweep, label } = checkpoint;
  const domain: Domain = [similarities.from, similarities.to];
  const titled = (id: string, chart: Chart, title: string, caption: string): TitledChart => ({
    ...{ id, chart, title, caption },
    data: { axis: ends(chart, domain) },
  });
  return [
    titled(
      "similarities",
      drawHistogram(similarities, used.value, { x: "cosine similarity of a pair", y: "pairs (%)" }),
      "How similar the pairs are.",
      `Bars: pairs of ${label}. Red: the threshold, ${number(used.value)}.`,
    ),
    ...(sweep.length > 1
      ? [
          titled(
            "thresholds",
            drawSweep(sweep, used.value, domain),
            "What other thresholds would say.",
            "Blue: share of pairs alike, orange: largest group, green: images in a group. Red: the threshold used.",
          ),
        ]
      : []),
  ];
};

const slider = (edges: Edges, used: number): string =>
  edges.complete
    ? `<div id="regroup" class="toolbar" hidden><label>Group again at <output>${number(used)}</output> <input type="range" min="${edges.threshold}" max="1" step="0.001" value="${used}"></label> <span class="quiet" role="status"></span> <button type="button">Back to ${number(used)}</button></div>`
    : `<p class="quiet">Too many pairs are alike to ship them all, so this report can not group again.</p>`;

/** Two values of the x axis with their places in the SVG, for the page's script to move a line. */
const ends = ({ x }: Chart, [low, high]: Domain) => [
  [low, x(low)],
  [high, x(high)],
];
