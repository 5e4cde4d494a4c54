/** How the numbers came about, and what was left out. */
import type { Analysis, Skipped } from "../../../analysis/analysis.ts";
import { counted } from "../../words.ts";
import { escapeHtml } from "../escape.ts";
import { list, quiet, row } from "../markup.ts";

/** Listed here; the embedded analysis has all. */
const MOST_SKIPPED = 1000;

/** The last section. */
export const provenance = {
  id: "provenance",
  title: "How this was measured",
  isFolded: true,
  /** @param left what this page does not hold, in words */
  body: (analysis: Analysis, left: readonly string[]): string => {
    const rows = facts(analysis).flatMap(([name, value]) => (value ? [row([name, escapeHtml(value)])] : []));
    return `<table>${rows.join("")}</table>${list([...analysis.warnings, ...left].map(escapeHtml))}${skippedFiles(analysis.skipped)}
<p id="exports" class="toolbar" hidden><button type="button" data-export="json">Download the analysis as JSON</button> <button type="button" data-export="csv">Download the groups as CSV</button></p>`;
  },
};

/** What has no words is left out. */
const facts = (analysis: Analysis): [name: string, value: string | null | undefined][] => {
  const { tool, createdAt, settings, embedder, backend, threshold, timings, scores, checkpoints } = analysis;
  const layouts = new Set(
    checkpoints.flatMap(({ layout }) => (layout ? [`${layout.columns} x ${layout.rows} tiles (${layout.basis})`] : [])),
  );
  const sources = scores?.sources.map(
    ({ path, format, lines }) => `${path} (${format}, ${counted(lines.read, "row")} used, ${lines.refused} refused)`,
  );
  const series = scores?.series.map(({ name, basis, columns }) => `${name}: ${basis} from ${columns.join(" and ")}`);
  return [
    ["Tool", `${tool.name} ${tool.version}`],
    ["Made", createdAt],
    ["Pictures", settings.inputs.join(", ")],
    ["Sheets", [...layouts].join("; ")],
    ["Scores", sources?.join("; ")],
    ["Score series", series?.join("; ")],
    ["Loss", scores && `${scores.loss.kind}: ${scores.loss.why}`],
    ["Refused as scores", scores?.refusals.map(({ quantity, reason }) => `${quantity}: ${reason}`).join("; ")],
    ["Score signatures", scores?.signatures.map(({ name, meaning }) => `${name}: ${meaning}`).join("; ")],
    ["Steps of log and pictures", scores?.alignment?.basis],
    [
      "Embedder",
      embedder && [embedder.id, `${embedder.dimension} dimensions`, embedder.preparation ?? []].flat().join(", "),
    ],
    ["Runtime", backend && `${backend.name}, ${backend.device}`],
    ["Threshold", threshold && `${threshold.value}: ${threshold.basis}`],
    ["Groups", threshold && `no pair below ${threshold.groups}`],
    ["Fails from", settings.failOn],
    ["Device asked for", settings.device],
    ["Time", timings.map(({ stage, milliseconds }) => `${stage} ${milliseconds} ms`).join(", ")],
  ];
};

const skippedFiles = (skipped: readonly Skipped[]): string => {
  if (skipped.length === 0) return "<p>No file was left out.</p>";
  const files = skipped
    .slice(0, MOST_SKIPPED)
    .map(({ path, reason }) => `<code>${escapeHtml(path)}</code>: ${escapeHtml(reason)}`);
  const rest = skipped.length - files.length;
  return `<details><summary>${skipped.length} ${skipped.length === 1 ? "file was" : "files were"} left out</summary>${list(files)}${quiet(
    rest > 0 ? `and ${counted(rest, "more file")}, in the downloads below and in the JSON file.` : "",
  )}</details>`;
};
