/** How the numbers came about, and what was left out. */
import type { Analysis, ScoreAnalysis } from "../../analysis/analysis.ts";
import { counted } from "../words.ts";
import { escapeHtml } from "./escape.ts";

/** Listed here; the embedded analysis has all. */
const MOST_SKIPPED = 1000;

/** Every log that was read. */
const scoreSources = ({ sources }: ScoreAnalysis): string =>
  sources
    .map(
      ({ path, format, lines }) => `${path} (${format}, ${counted(lines.read, "row")} used, ${lines.refused} refused)`,
    )
    .join("; ");

/** @param left what this page does not hold, in words */
export const provenanceSection = (analysis: Analysis, left: readonly string[]): string => {
  const { tool, createdAt, settings, embedder, backend, threshold, skipped, warnings, timings, scores, checkpoints } =
    analysis;
  const layouts = new Set(
    checkpoints.flatMap(({ layout }) => (layout ? [`${layout.columns} x ${layout.rows} tiles (${layout.basis})`] : [])),
  );
  const rows: [string, string | null][] = [
    ["Tool", `${tool.name} ${tool.version}`],
    ["Made", createdAt],
    ["Pictures", settings.inputs.join(", ") || null],
    ["Sheets", [...layouts].join("; ") || null],
    ["Scores", scores ? scoreSources(scores) : null],
    [
      "Score series",
      scores?.series.map(({ name, basis, columns }) => `${name}: ${basis} from ${columns.join(" and ")}`).join("; ") ??
        null,
    ],
    ["Loss", scores ? `${scores.loss.kind}: ${scores.loss.why}` : null],
    ["Refused as scores", scores?.refusals.map(({ quantity, reason }) => `${quantity}: ${reason}`).join("; ") || null],
    ["Score signatures", scores?.signatures.map(({ name, meaning }) => `${name}: ${meaning}`).join("; ") || null],
    ["Steps of log and pictures", scores?.alignment?.basis ?? null],
    [
      "Embedder",
      embedder && [embedder.id, `${embedder.dimension} dimensions`, embedder.preparation ?? []].flat().join(", "),
    ],
    ["Runtime", backend && `${backend.name}, ${backend.device}`],
    ["Threshold", threshold && `${threshold.value}: ${threshold.basis}`],
    ["Groups", threshold && `no pair below ${threshold.groups}`],
    ["Fails from", settings.failOn],
    ["Device asked for", settings.device],
    ["Time", timings.map(({ stage, milliseconds }) => `${stage} ${milliseconds} ms`).join(", ") || null],
  ];
  const table = rows
    .flatMap(([name, value]) =>
      value === null ? [] : [`<tr><th scope="row">${name}</th><td>${escapeHtml(value)}</td></tr>`],
    )
    .join("");
  const skippedFiles =
    skipped.length === 0
      ? "<p>No file was left out.</p>"
      : `<details><summary>${skipped.length} ${skipped.length === 1 ? "file was" : "files were"} left out</summary><ul>${skipped
          .slice(0, MOST_SKIPPED)
          .map(({ path, reason }) => `<li><code>${escapeHtml(path)}</code>: ${escapeHtml(reason)}</li>`)
          .join(
            "",
          )}</ul>${skipped.length > MOST_SKIPPED ? `<p class="quiet">and ${counted(skipped.length - MOST_SKIPPED, "more file", "more files")}, in the downloads below and in the JSON file.</p>` : ""}</details>`;
  const told = [...warnings, ...left];
  const notes =
    told.length === 0 ? "" : `<ul>${told.map((warning) => `<li>${escapeHtml(warning)}</li>`).join("")}</ul>`;
  return `<section aria-labelledby="provenance"><h2 id="provenance">How this was measured</h2>
<table>${table}</table>${notes}${skippedFiles}
<p id="exports" class="toolbar" hidden><button type="button" data-export="json">Download the analysis as JSON</button> <button type="button" data-export="csv">Download the groups as CSV</button></p></section>`;
};
