/** The public library. Importing it does nothing; runtimes are loaded by the first analysis. */

import type { Comparison } from "./analysis/analysis.ts";
import { UsageError } from "./errors.ts";
import { FORMAT_NAMES, FORMATS, type FormatName } from "./report/formats.ts";
import type { HtmlOptions } from "./report/html/html.ts";
import type { Result } from "./report/runs.ts";
import type { TerminalStyle } from "./report/terminal/screen.ts";
import { checkValues } from "./run/option-rules.ts";
import { pageFiles } from "./run/page-files.ts";

export type * from "./analysis/analysis.ts";
export type { ComparedModes, Copy } from "./analysis/comparison.ts";
export { DEVICES, type Device } from "./compute/devices.ts";
export type { Pooling } from "./compute/model-file.ts";
export type { Normalization } from "./embed/user-models/normalizations.ts";
export { BackendError, GanDiversityError, InputError, UsageError } from "./errors.ts";
export type { MemoryImage } from "./inputs/memory-images.ts";
export type { Mosaic } from "./pixels/mosaic.ts";
export type { TileFile } from "./pixels/tile-files.ts";
export { renderComparison } from "./report/comparison/terminal.ts";
export { FORMAT_NAMES, type FormatName } from "./report/formats.ts";
export type { HtmlOptions } from "./report/html/html.ts";
export { renderJson } from "./report/json/json.ts";
export { parseAnalysis, parseResult } from "./report/json/parse-analysis.ts";
export { exitCodeOf, isRunSet, type Result } from "./report/runs.ts";
export { renderTerminal } from "./report/terminal/runs.ts";
export type { TerminalStyle } from "./report/terminal/screen.ts";
export { analyze } from "./run/analyze.ts";
export { analyzeRuns } from "./run/analyze-runs.ts";
export { type AssertionOptions, assertAgain } from "./run/assertions.ts";
export { type CompareOptions, compareRuns } from "./run/compare/compare-runs.ts";
export type { RunToCompare, SideOptions } from "./run/compare/side.ts";
export { describeScores, type ScoreDescription } from "./run/describe-scores.ts";
export { withFailOn } from "./run/fail-on.ts";
export { findSheets, type Sheet, type Sheets } from "./run/find-sheets.ts";
export type {
  AnalyzeOptions,
  CheckpointEmbeddings,
  CheckpointPictures,
  ModelOptions,
  PictureLimits,
} from "./run/options.ts";
export { probeRuntimes, type RuntimeProbe } from "./run/probe-runtimes.ts";
export type { Progress } from "./run/stages.ts";
export type { ScoreOptions } from "./scores/derive/build-log.ts";
export type { DeriveOptions } from "./scores/derive/derive.ts";
export type { ColumnChoice } from "./scores/derive/resolve-table.ts";
export type { Quantity } from "./scores/table/columns.ts";
export type { LossChoice, Reduction } from "./scores/table/loss-kind.ts";

/**
 * The HTML report: one self-contained file.
 * @throws UsageError when `maxMegabytes` can not be
 */
export const renderHtml = async (result: Result, options: HtmlOptions = {}): Promise<string> => {
  checkValues(options);
  return FORMATS.html.render(result, { ...options, page: pageFiles, color: false, width: 80 });
};

/**
 * A report in any format of `FORMAT_NAMES`, as text.
 * @throws UsageError when there is no such format, or an option can not be
 */
export const renderReport = async (
  result: Result,
  format: FormatName,
  options: HtmlOptions & Partial<TerminalStyle> = {},
): Promise<string> => {
  if (!FORMAT_NAMES.includes(format)) throw new UsageError(`Expected one of ${FORMAT_NAMES.join(", ")} as the format`);
  const { color = false, width = 80, ...others } = options;
  checkValues(others);
  return FORMATS[format].render(result, { ...others, page: pageFiles, color, width });
};

/** A comparison as one self-contained page; with the pictures that `thumbnails` put into it. */
export const renderComparisonHtml = async (comparison: Comparison): Promise<string> =>
  (await import("./report/comparison/html/page.ts")).renderComparisonHtml(comparison, pageFiles());
