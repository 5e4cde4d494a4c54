/** How the numbers came about, and what was left out. */
import type { Analysis } from "../analysis.ts";
import { escapeHtml } from "./escape.ts";

export const provenanceSection = (analysis: Analysis): string => {
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
    ["Scores", scores ? `${scores.source} (${scores.format}, ${scores.rows} rows)` : null],
    [
      "Score series",
      scores?.series.map(({ name, basis, columns }) => `${name}: ${basis} from ${columns.join(" and ")}`).join("; ") ??
        null,
    ],
    ["Score signatures", scores?.signatures?.map(({ name, meaning }) => `${name}: ${meaning}`).join("; ") || null],
    ["Steps of log and pictures", scores?.alignment?.basis ?? null],
    [
      "Embedder",
      embedder && [embedder.id, `${embedder.dimension} dimensions`, embedder.preparation ?? []].flat().join(", "),
    ],
    ["Runtime", backend && `${backend.name}, ${backend.device}`],
    ["Threshold", threshold && `${threshold.value}: ${threshold.basis}`],
    ["Fails from", settings.failOn],
    ["Time", timings.map(({ stage, milliseconds }) => `${stage} ${milliseconds} ms`).join(", ") || null],
  ];
  const table = rows
    .flatMap(([name, value]) =>
      value === null ? [] : [`<tr><th scope="row">${name}</th><td>${escapeHtml(value)}</td></tr>`],
    )
    .join("");
  const left =
    skipped.length === 0
      ? "<p>No file was left out.</p>"
      : `<details><summary>${skipped.length} ${skipped.length === 1 ? "file was" : "files were"} left out</summary><ul>${skipped.map(({ path, reason }) => `<li><code>${escapeHtml(path)}</code>: ${escapeHtml(reason)}</li>`).join("")}</ul></details>`;
  const notes =
    warnings.length === 0 ? "" : `<ul>${warnings.map((warning) => `<li>${escapeHtml(warning)}</li>`).join("")}</ul>`;
  return `<section aria-labelledby="provenance"><h2 id="provenance">How this was measured</h2>
<table>${table}</table>${notes}${left}
<p><button id="download" hidden>Download the analysis as JSON</button></p></section>`;
};
