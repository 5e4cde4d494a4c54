/** What a section of the evaluation takes and gives. */
import type { Backend } from "../../src/compute/backend.ts";
import type { Levels } from "./levels.ts";
import type { MeasuredSet } from "./set-scores.ts";
import type { Figure } from "./table.ts";

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
