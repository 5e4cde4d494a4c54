/**
 * The Analysis: the one result of a check. Every report is a pure rendering of it, so this room is the seam between measuring
 * and showing. Only types here, so that the library behind the definition is loaded only where a file is read.
 */
export type { Assertion } from "./assertions.ts";
export type { Checkpoint, ClassResult, GridLayout, RarefactionPoint, SheetDesign, Transition } from "./checkpoint.ts";
export type {
  Baseline,
  BaseRun,
  ComparedCheckpoints,
  ComparedRun,
  Comparison,
  CourseFigure,
  CoursePoint,
  FigureDifference,
  HeldFigure,
} from "./comparison.ts";
export type { Analysis, Skipped } from "./definition.ts";
export type { Calibrated, Estimate, Histogram } from "./estimate.ts";
export type { Evidence, FailOn, Finding, FindingStatus, Onset, Verdict, VerdictStatus } from "./findings.ts";
export type { Chain, Group, SweepPoint } from "./groups.ts";
export type { CheckpointMetrics, HillNumbers, SharedPatternFigures } from "./metrics.ts";
export type { Edges, EmbeddingMap, Sprite } from "./pictures.ts";
export type { MissingMode, ReferenceComparison, ReferenceSet } from "./reference.ts";
export type { RunSet, UnreadRun } from "./run-set.ts";
export type { CoursePlace, RunFigures, RunState } from "./run-state.ts";
export type {
  MetricSeries,
  ScoreAlignment,
  ScoreAnalysis,
  ScoreBasis,
  ScoreRefusal,
  ScoreSeries,
  ScoreSignature,
  ScoreSource,
  ScoreStretch,
} from "./scores.ts";
export type { Calibration, ChosenThreshold, Settings, Threshold } from "./settings.ts";
