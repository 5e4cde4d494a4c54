/** The pictures of a run as the other rooms see them: checkpoints of images, nothing decoded yet. */
import type { GridLayout, Skipped } from "../analysis/analysis.ts";
import type { ImageFile } from "../pixels/decode.ts";
import type { FoundFile } from "./find-files.ts";

export interface ImageSet {
  /** In step order, then by natural order of the label. */
  checkpoints: ImageCheckpoint[];
  /** Files that are no samples (charts, real pictures, interpolations) or can not be opened, with the reason. */
  skipped: Skipped[];
  warnings: string[];
  /** How the sheets of each size were cut. */
  cuts: SheetCut[];
  /** Pictures in or beside the inputs that are real by their names, the most certain first. */
  reals: FoundReal[];
}

export interface SheetCut {
  /** Of the sheet, pixels. */
  width: number;
  height: number;
  columns: number;
  rows: number;
}

/** A folder, or pictures whose names differ in numbers only. */
export interface FoundReal {
  /** As `reference` may be given. */
  name: string;
  files: FoundFile[];
}

export interface ImageCheckpoint {
  /** Training step read from the names, null when they carry none. */
  step: number | null;
  label: string;
  /** The file or folder the images come from, relative to the input root. */
  source: string;
  /** Set when the checkpoint is made of grid sheets. */
  layout?: GridLayout;
  images: ImageFile[];
  /** Images that there were, where they are a sample of them. */
  sampledFrom?: number;
}
