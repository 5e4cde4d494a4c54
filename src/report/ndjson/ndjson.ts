/** A JSON object a line, for jq and for log collectors: the run, its checkpoints, findings, groups, and what was left out. */
import type { Analysis } from "../../analysis/analysis.ts";
import { FIGURE_NAMES, figureOf } from "../../figures/figures.ts";
import { isRunSet, type Result } from "../runs.ts";

export const renderNdjson = (result: Result): string => {
  const records = isRunSet(result)
    ? [
        ...result.runs.flatMap(recordsOf),
        ...result.unread.map((run) => ({ type: "unread", run: run.name, code: run.code, reason: run.reason })),
        ...result.skipped.map((file) => ({ type: "skipped", run: null, ...file })),
      ]
    : recordsOf(result);
  return records.map((record) => `${JSON.stringify(record)}\n`).join("");
};

const recordsOf = (analysis: Analysis): object[] => {
  const { name, tool, createdAt, settings, embedder, threshold, verdict } = analysis;
  const run = name ?? null;
  return [
    { type: "run", run, tool, createdAt, settings, embedder, threshold, verdict, warnings: analysis.warnings },
    ...analysis.checkpoints.map(({ step, label, source }, index) => ({
      type: "checkpoint",
      run,
      index,
      step,
      label,
      source,
      figures: Object.fromEntries(
        FIGURE_NAMES.flatMap((figure) => {
          const measured = figureOf(analysis, index, figure);
          return measured ? [[figure, { value: measured.value, ...measured.interval }]] : [];
        }),
      ),
    })),
    ...(analysis.assertions ?? []).map((assertion) => ({ type: "assertion", run, ...assertion })),
    ...analysis.findings.map((finding) => ({ type: "finding", run, ...finding })),
    ...analysis.checkpoints.flatMap(({ label, groups }) =>
      groups.map((group) => ({ type: "group", run, checkpoint: label, ...group })),
    ),
    ...analysis.skipped.map((file) => ({ type: "skipped", run, ...file })),
  ];
};
