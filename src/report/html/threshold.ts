/** How the result depends on the threshold. */
import type { Analysis } from "../../analysis/analysis.ts";
import { number, share } from "../words.ts";
import { figure, type Pen } from "./chart.ts";
import { drawHistogram, drawSweep } from "./chart-curves.ts";
import { escapeHtml } from "./escape.ts";

export const thresholdSection = async (analysis: Analysis, takePen: () => Promise<Pen>): Promise<string> => {
  const { checkpoints, threshold } = analysis;
  const checkpoint = checkpoints.at(-1);
  if (!checkpoint || !threshold) return "";
  const { similarities, sweep, edges } = checkpoint;
  const parts: string[] = [];
  if (threshold.calibration) parts.push(`<p class="note">${escapeHtml(threshold.calibration.sentence)}</p>`);
  const pen = await takePen();
  const domain: [number, number] = [similarities.from, similarities.to];
  const pairs = drawHistogram(pen, similarities, threshold.value, { x: "cosine similarity of a pair", y: "pairs (%)" });
  parts.push(
    figure(
      pairs,
      "How similar the pairs are.",
      `Bars: pairs of ${checkpoint.label}. Red: the threshold, ${number(threshold.value)}.`,
      { axis: ends(pairs, domain) },
    ),
  );
  if (sweep.length > 1) {
    const chart = drawSweep(pen, sweep, threshold.value, domain);
    parts.push(
      figure(
        chart,
        "What other thresholds would say.",
        "Blue: share of pairs alike, orange: largest group, green: images in a group. Red: the threshold used.",
        { axis: ends(chart, domain) },
      ),
    );
  }
  if (edges?.complete)
    parts.push(
      `<div id="regroup" class="toolbar" hidden><label>Group again at <output>${number(threshold.value)}</output> <input type="range" min="${edges.threshold}" max="1" step="0.001" value="${threshold.value}"></label> <span class="quiet" role="status"></span> <button type="button">Back to ${number(threshold.value)}</button></div>`,
    );
  else if (edges)
    parts.push(`<p class="quiet">Too many pairs are alike to ship them all, so this report can not group again.</p>`);
  const rate =
    threshold.falseRate === undefined ? "" : ` ${share(threshold.falseRate)} of pairs of different images reach it.`;
  return `<section aria-labelledby="threshold"><h2 id="threshold">Threshold</h2>
<p class="quiet">Images count as near-duplicates from a cosine similarity of ${number(threshold.value)} on: ${escapeHtml(threshold.basis)}.${rate}</p>
${parts.join("\n")}</section>`;
};

/** Two values of the x axis with their places in the SVG, for the page's script to move a line. */
const ends = ({ x }: { x: (value: number) => number }, [low, high]: [number, number]) => [
  [low, x(low)],
  [high, x(high)],
];
