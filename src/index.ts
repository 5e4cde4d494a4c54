/** The public library. */
export type * from "./analysis.ts";
export { type AnalyzeOptions, analyze } from "./analyze.ts";
export { DEVICES, type Device } from "./compute/devices.ts";
export { BackendError, GanDiversityError, InputError, UsageError } from "./errors.ts";
export { openImages } from "./images/open-images.ts";
export { renderHtml } from "./report/html.ts";
export { parseAnalysis, renderJson } from "./report/json.ts";
export { renderTerminal } from "./report/terminal.ts";
export type { ScoreOptions } from "./scores/build-log.ts";
export { readScores } from "./scores/read-scores.ts";
export type { FullSeries, ScoreLog } from "./scores/score-log.ts";
export { findSheets, type Sheet, type Sheets } from "./sheets.ts";
export type { Progress } from "./stages.ts";
