/** What a section of the evaluation takes and gives. */
import type { Backend } from "../../src/compute/backend.ts";
import type { MeasuredSet } from "./set-scores.ts";
import type { Figure } from "./table.ts";

/** Cosine similarities. */
export interface Levels {
  /** Near-duplicates. */
  threshold: number;
  /** Pairs that count for the level of a sheet. */
  level: number;
  /** Close copies. */
  close: number;
  /** Pairs that every group may hold. */
  group: number;
}

export interface Order {
  levels: Levels;
  /** Values, from the first on, that come from lightness alone; null when they are not apart. */
  structure: number | null;
  backend: Backend;
}

export interface SectionReport {
  /** Markdown. */
  lines: string[];
  /** What candidates are compared by. */
  means: Readonly<Record<string, Figure>>;
}

export type Judge = (sets: readonly MeasuredSet[], order: Order) => Promise<SectionReport>;
