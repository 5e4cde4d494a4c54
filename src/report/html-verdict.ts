/** What people see first: the verdict, and the run at a glance. */
import type { Analysis, Checkpoint } from "../analysis.ts";
import { escapeHtml, pictureUri } from "./escape.ts";
import { estimate, foundation, share, VERDICT_WORDS } from "./words.ts";

/** Class of a colour for the whole strip. */
const tone = ({ verdict }: Analysis): string => {
  if (verdict.status === "healthy") return "pass";
  return verdict.status === "warning" || verdict.status === "inconclusive" ? "warn" : "fail";
};

export const verdictHeader = (analysis: Analysis): string => {
  const { verdict, findings, settings } = analysis;
  const onset = findings.find(({ status, onset }) => status === "fail" && onset)?.onset;
  const advice = findings.find(({ status }) => status === "fail" || status === "warn")?.advice[0];
  const facts: [string, string][] = [
    ["Since", onset ? onset.label : "-"],
    ["Confidence", verdict.confidence],
    ["Images judged", verdict.images === 0 ? "none" : `${verdict.images}`],
    ["Checks", `${verdict.checksRun} of ${verdict.checksTotal}`],
    ["Exit code", `${verdict.exitCode}`],
  ];
  return `<header class="strip ${tone(analysis)}">
<p class="badges">${verdict.statuses.map((status) => `<span class="badge">${escapeHtml(VERDICT_WORDS[status] ?? status)}</span>`).join(" ")}</p>
<h1>${escapeHtml(verdict.sentence)}</h1>
${advice ? `<p class="next"><strong>Try first:</strong> ${escapeHtml(advice)}</p>` : ""}
<dl class="facts">${facts.map(([name, value]) => `<div><dt>${name}</dt><dd>${escapeHtml(value)}</dd></div>`).join("")}</dl>
<p class="quiet">${escapeHtml([...settings.inputs, ...(settings.scores ? [settings.scores] : [])].join(", "))} · ${escapeHtml(foundation(analysis))}</p>
</header>`;
};

/** Previews of all checkpoints in step order. */
export const filmstripSection = ({ checkpoints }: Analysis): string => {
  if (checkpoints.length === 0) return "";
  return `<section aria-labelledby="film"><h2 id="film">Checkpoints</h2>
<ol class="film" tabindex="0" aria-label="Checkpoints in step order">${checkpoints.map(frame).join("")}</ol></section>`;
};

const frame = (checkpoint: Checkpoint): string => {
  const { label, images, metrics } = checkpoint;
  const uri = pictureUri(checkpoint.preview);
  const picture = uri
    ? `<button class="zoom" data-caption="${escapeHtml(label)}"><img src="${uri}" alt="First images of ${escapeHtml(label)}"></button>`
    : "";
  return `<li><figure>${picture}<figcaption><strong>${escapeHtml(label)}</strong><br>${images} images<br>${share(metrics.duplicatePairShare.value)} of pairs alike<br>${estimate(metrics.effectiveModes)} effective modes</figcaption></figure></li>`;
};
