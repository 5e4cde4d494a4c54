/** What people see first: the verdict, since when, what to do, and the pictures before and after. */
import type { Analysis } from "../../analysis/analysis.ts";
import { exitCodeOf, onsetOf } from "../runs.ts";
import { tone, VERDICT_WORDS, whole } from "../words.ts";
import { escapeHtml } from "./escape.ts";
import { contactSheet, sheetColumns, zoomable } from "./pictures.ts";

/** @param heading of the sentence */
export const verdictHeader = (analysis: Analysis, heading: "h1" | "h3" = "h1"): string => {
  const { verdict, findings, settings } = analysis;
  const judged = findings.filter(({ status }) => status === "fail" || status === "warn");
  const onset = onsetOf(analysis);
  const advice = judged[0]?.advice[0];
  const facts = [
    ...(onset ? [["Since", onset.label]] : []),
    ["Confidence", verdict.confidence],
    ["Images judged", verdict.images === 0 ? "none" : whole(verdict.images)],
    ["Based on", `${verdict.checksRun} of ${verdict.checksTotal} checks`],
    ["Exit code", `${exitCodeOf(analysis)}`],
  ].map(([name, value]) => `<div><dt>${name}</dt><dd>${escapeHtml(value!)}</dd></div>`);
  const input = [...settings.inputs, ...(settings.scores ? [settings.scores] : [])].join(", ");
  return `<header class="strip ${tone(analysis)}">
<div class="says">
<p class="badges">${verdict.statuses.map((status) => `<span class="badge">${VERDICT_WORDS[status]}</span>`).join(" ")}</p>
<${heading}>${escapeHtml(verdict.sentence)}</${heading}>
${advice ? `<p class="next"><strong>Try first:</strong> ${escapeHtml(advice)}</p>` : ""}
<dl class="facts">${facts.join("")}</dl>
<p class="quiet">${escapeHtml(input)}</p>
</div>
${sheets(analysis, onset?.axis === "checkpoints" ? onset.label : null)}
</header>`;
};

/** The last sheet, and beside it the last one before the onset. */
const sheets = ({ checkpoints }: Analysis, onset: string | null): string => {
  const since = checkpoints.findIndex(({ label }) => label === onset);
  const shown = (since > 0 ? [since - 1, checkpoints.length - 1] : [checkpoints.length - 1]).filter((at) => at >= 0);
  // As many images on both, so that they compare at a glance.
  const side = Math.min(...shown.map((index) => sheetColumns(checkpoints[index]!) ?? Number.POSITIVE_INFINITY));
  const figures = shown.flatMap((index) => {
    const checkpoint = checkpoints[index]!;
    const sheet = contactSheet(checkpoint, index, side);
    const when = index === checkpoints.length - 1 ? "Last" : "Before";
    return sheet
      ? [
          `<figure>${zoomable(sheet)}<figcaption>${when}: <strong>${escapeHtml(checkpoint.label)}</strong></figcaption></figure>`,
        ]
      : [];
  });
  return figures.length === 0 ? "" : `<div class="before-after">${figures.join("")}</div>`;
};
