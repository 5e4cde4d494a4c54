/** What people see first: the verdict, since when, what to do, and the pictures before and after. */
import type { Analysis, Finding } from "../../analysis/analysis.ts";
import { VERDICT_WORDS, whole } from "../words.ts";
import { escapeHtml } from "./escape.ts";
import { contactSheet, sheetColumns, zoomable } from "./pictures.ts";

/** Class of a colour for the whole strip. */
const tone = ({ verdict }: Analysis): string => {
  if (verdict.status === "healthy") return "pass";
  return verdict.status === "warning" || verdict.status === "inconclusive" ? "warn" : "fail";
};

export const verdictHeader = (analysis: Analysis): string => {
  const { verdict, findings, settings } = analysis;
  const leading = findings.find(({ status, onset }) => (status === "fail" || status === "warn") && onset);
  const advice = findings.find(({ status }) => status === "fail" || status === "warn")?.advice[0];
  const onset = leading?.onset;
  const since = onset?.label ?? null;
  const facts: [string, string | null][] = [
    ["Since", since],
    ["Confidence", verdict.confidence],
    ["Images judged", verdict.images === 0 ? "none" : whole(verdict.images)],
    ["Based on", `${verdict.checksRun} of ${verdict.checksTotal} checks`],
    ["Exit code", `${verdict.exitCode}`],
  ];
  const input = [...settings.inputs, ...(settings.scores ? [settings.scores] : [])].join(", ");
  return `<header class="strip ${tone(analysis)}">
<div class="says">
<p class="badges">${verdict.statuses.map((status) => `<span class="badge">${escapeHtml(VERDICT_WORDS[status] ?? status)}</span>`).join(" ")}</p>
<h1>${escapeHtml(verdict.sentence)}</h1>
${advice ? `<p class="next"><strong>Try first:</strong> ${escapeHtml(advice)}</p>` : ""}
<dl class="facts">${facts.flatMap(([name, value]) => (value === null ? [] : [`<div><dt>${name}</dt><dd>${escapeHtml(value)}</dd></div>`])).join("")}</dl>
<p class="quiet">${escapeHtml(input)}</p>
</div>
${sheets(analysis, leading)}
</header>`;
};

/** The last sheet, and beside it the last one before the onset. */
const sheets = ({ checkpoints }: Analysis, leading: Finding | undefined): string => {
  const last = checkpoints.length - 1;
  const onset = leading?.onset;
  const since = onset?.axis === "checkpoints" ? checkpoints.findIndex(({ label }) => label === onset.label) : -1;
  const shown = since > 0 ? [since - 1, last] : [last];
  // As many images on both, so that they compare at a glance.
  const side = Math.min(
    ...shown.map((index) => (checkpoints[index] && sheetColumns(checkpoints[index])) ?? Number.POSITIVE_INFINITY),
  );
  const figures = shown.flatMap((index, place) => {
    const checkpoint = checkpoints[index];
    const sheet = checkpoint && contactSheet(checkpoint, index, Number.isFinite(side) ? side : undefined);
    if (!sheet) return [];
    const when = shown.length === 1 ? "Last" : place === 0 ? "Before" : "Last";
    return [
      `<figure>${zoomable(sheet)}<figcaption>${when}: <strong>${escapeHtml(checkpoint.label)}</strong></figcaption></figure>`,
    ];
  });
  return figures.length === 0 ? "" : `<div class="before-after">${figures.join("")}</div>`;
};
