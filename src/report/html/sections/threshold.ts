/** How the result depends on the threshold. */
import type { Analysis, Edges } from "../../../analysis/analysis.ts";
import { number, share } from "../../words.ts";
import { drawings, LABELLED } from "../charts/chart.ts";
import { cropped, drawHistogram, drawSweep, SWEPT } from "../charts/curves.ts";
import { figure, type TitledChart } from "../charts/figure.ts";
import { escapeHtml } from "../escape.ts";
import type { Section } from "../section.ts";

export const threshold: Section = {
  id: "threshold",
  title: "Threshold",
  isFolded: true,
  body: ({ checkpoints, threshold: used }) => {
    const checkpoint = checkpoints.at(-1);
    if (!checkpoint || !used) return "";
    const rate = used.falseRate === undefined ? "" : ` ${share(used.falseRate)} of pairs of different images reach it.`;
    return `<p class="quiet">Images count as near-duplicates from a cosine similarity of ${number(used.value)} on: ${escapeHtml(used.basis)}.${rate}</p>
${used.calibration ? `<p class="note">${escapeHtml(used.calibration.sentence)}</p>` : ""}
<div class="curves">${thresholdCharts({ checkpoints, threshold: used }).map(figure).join("\n")}</div>
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
  const domain = cropped(similarities, [used.value, ...sweep.map((point) => point.threshold)]);
  return [
    {
      id: "similarities",
      chart: drawings(
        (frame) => drawHistogram(similarities, used.value, { x: "cosine similarity of a pair", domain }, frame),
        LABELLED,
      ),
      title: "How similar the pairs are.",
      caption: `Share of the pairs of ${label} by similarity; from the threshold, ${number(used.value)}, on they are near-duplicates.`,
      className: "by-threshold",
    },
    ...(sweep.length > 1
      ? [
          {
            id: "thresholds",
            chart: drawings((frame) => drawSweep(sweep, used.value, domain, frame), LABELLED),
            title: "What other thresholds would say.",
            caption: "Share of pairs alike, of images in the largest group, and of images in any group.",
            className: "by-threshold",
            readings: {
              axis: "threshold",
              at: sweep.map((point) => point.threshold),
              names: sweep.map((point) => `threshold ${number(point.threshold)}`),
              lines: SWEPT.map(({ name, of }) => ({ name, values: sweep.map((point) => share(of(point))) })),
            },
          },
        ]
      : []),
  ];
};

const slider = (edges: Edges, used: number): string =>
  edges.complete
    ? `<div id="regroup" class="toolbar" hidden><label>Group again at <output>${number(used)}</output> <input type="range" min="${edges.threshold}" max="1" step="0.001" value="${used}"></label> <span class="quiet" role="status"></span> <button type="button">Back to ${number(used)}</button></div>`
    : `<p class="quiet">Too many pairs are alike to ship them all, so this report can not group again.</p>`;
