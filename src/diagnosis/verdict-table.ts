/** Pictures and scores judged together, readable as a table: the first row that fits counts. docs/verdicts.md explains it. */
import type { Verdict, VerdictStatus } from "../analysis/analysis.ts";
import type { PictureState } from "./check.ts";
import type { ScoreState } from "./scores/score-state.ts";

export interface VerdictRow {
  pictures: readonly PictureState[] | "any";
  scores: readonly ScoreState[] | "any";
  /** The leading status that the findings of such a run give. */
  verdict: VerdictStatus;
  /** Never more than this. */
  confidence: Verdict["confidence"];
  /** Said behind the sentence; "" where the findings say it all. */
  note: string;
}

const FEW_MODES: readonly PictureState[] = ["collapsed", "tinted", "narrowed"];
const NOTHING: readonly PictureState[] = ["structureless", "blank"];
const D: readonly ScoreState[] = ["discriminator-dominates"];
const G: readonly ScoreState[] = ["generator-dominates"];
const CALM: readonly ScoreState[] = ["balanced", "mixed"];
const SILENT: readonly ScoreState[] = ["untold", "none"];

const ONE_FEATURE = "the generator has probably learnt one simple feature that fools the discriminator";
const BLIND = "The scores look balanced, the pictures do not: scores can not see this.";

// biome-ignore format: a table is read in columns
const ROWS: readonly VerdictRow[] = [
  { pictures: "any",       scores: ["diverged"], verdict: "diverged",                confidence: "high",   note: "" },
  { pictures: FEW_MODES,   scores: D,            verdict: "mode-collapse",           confidence: "high",   note: "With the discriminator this far ahead the generator gets no gradient to leave it by." },
  { pictures: FEW_MODES,   scores: G,            verdict: "mode-collapse",           confidence: "high",   note: `High generator scores with few modes: ${ONE_FEATURE}.` },
  { pictures: FEW_MODES,   scores: ["balanced"], verdict: "mode-collapse",           confidence: "high",   note: BLIND },
  { pictures: FEW_MODES,   scores: "any",        verdict: "mode-collapse",           confidence: "high",   note: "" },
  { pictures: NOTHING,     scores: D,            verdict: "no-structure",            confidence: "high",   note: "With the discriminator this far ahead the generator gets no gradient to learn by." },
  { pictures: NOTHING,     scores: G,            verdict: "no-structure",            confidence: "high",   note: "The discriminator is fooled by images that hold nothing." },
  { pictures: NOTHING,     scores: ["balanced"], verdict: "no-structure",            confidence: "high",   note: BLIND },
  { pictures: NOTHING,     scores: "any",        verdict: "no-structure",            confidence: "high",   note: "" },
  { pictures: ["untrained"], scores: "any",      verdict: "warning",                 confidence: "low",    note: "Judge a later checkpoint." },
  { pictures: ["alike"],   scores: D,            verdict: "warning",                 confidence: "low",    note: "The images have not collapsed, which outranks the scores." },
  { pictures: ["alike"],   scores: G,            verdict: "warning",                 confidence: "low",    note: `Alike images with high generator scores: ${ONE_FEATURE}.` },
  { pictures: ["alike"],   scores: "any",        verdict: "warning",                 confidence: "low",    note: "Images of one narrow class look this alike without a collapse; --reference tells the two apart." },
  { pictures: ["diverse"], scores: [...D, ...G], verdict: "warning",                 confidence: "low",    note: "The pictures are diverse, so this alone is no failure." },
  { pictures: ["diverse"], scores: "any",        verdict: "healthy",                 confidence: "medium", note: "" },
  { pictures: ["unknown"], scores: D,            verdict: "discriminator-dominates", confidence: "medium", note: "No pictures were judged; look at them before you stop the run." },
  { pictures: ["unknown"], scores: G,            verdict: "generator-dominates",     confidence: "medium", note: "No pictures were judged; look at them before you stop the run." },
  { pictures: ["unknown"], scores: CALM,         verdict: "healthy",                 confidence: "low",    note: "No pictures were judged, and scores alone can not rule out mode collapse." },
  { pictures: ["unknown"], scores: ["unscored"], verdict: "healthy",                 confidence: "low",    note: "" },
  { pictures: ["unknown"], scores: SILENT,       verdict: "inconclusive",            confidence: "low",    note: "" },
];

export const verdictRow = (pictures: PictureState, scores: ScoreState): VerdictRow =>
  ROWS.find(
    (row) =>
      (row.pictures === "any" || row.pictures.includes(pictures)) &&
      (row.scores === "any" || row.scores.includes(scores)),
  )!;
