/** Whether the diversity of the baseline is still held. */
import type { Baseline } from "../../../analysis/analysis.ts";
import { escapeHtml } from "../../html/escape.ts";
import { numbersTable, row } from "../../html/markup.ts";
import { number, share } from "../../words.ts";
import { baselineSentence, heldWord, intervalText } from "../words.ts";

export const baselineSection = (baseline: Baseline): string => {
  const { figures, maxDrop, method, base, other } = baseline;
  const table = numbersTable({
    label: "Drop of each diversity figure",
    columns: ["figure", "baseline", "run", "drop", "95 % interval", "allowed", ""],
    rows: figures.map((figure) =>
      row(
        [
          escapeHtml(figure.name),
          number(figure.base),
          number(figure.other),
          share(figure.drop),
          intervalText(figure, share),
          share(maxDrop),
          heldWord(figure, baseline),
        ],
        figure.regressed ? "marked" : undefined,
      ),
    ),
    className: "numbers held",
  });
  return `<p><strong>${escapeHtml(baselineSentence(baseline))}</strong></p>
${table}
<p class="quiet">${escapeHtml(`${other} against ${base}: ${method}. Below 0 % it rose.`)}</p>`;
};
