/** The public library. */
export type * from "./analysis/analysis.ts";
export { DEVICES, type Device } from "./compute/devices.ts";
export { BackendError, GanDiversityError, InputError, UsageError } from "./errors.ts";
export { openImages } from "./inputs/open-images.ts";
export { renderHtml } from "./report/html/html.ts";
export { renderJson } from "./report/json/json.ts";
export { parseAnalysis } from "./report/json/parse-analysis.ts";
export { renderTerminal } from "./report/terminal/terminal.ts";
export { analyze } from "./run/analyze.ts";
export { findSheets, type Sheet, type Sheets } from "./run/find-sheets.ts";
export type { AnalyzeOptions } from "./run/options.ts";
export type { Progress } from "./run/stages.ts";
export type { ScoreOptions } from "./scores/derive/build-log.ts";
export { readScores } from "./scores/read/read-scores.ts";
export type { FullSeries, ScoreLog } from "./scores/score-log.ts";
