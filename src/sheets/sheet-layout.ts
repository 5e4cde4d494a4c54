/** What goes into the search for sheets, and what comes out. */
import type { GridLayout } from "../analysis/analysis.ts";
import type { Box, PictureSource } from "../pixels/picture.ts";

/** A readable picture that may be a sheet. */
export interface SheetFile {
  source: PictureSource;
  /** As reports name it. */
  path: string;
  /** Size in pixels. */
  width: number;
  height: number;
  /** Its format changes pixels (JPEG, WebP, AVIF): gutters are blurred. */
  lossy: boolean;
  /** The training step it belongs to, and whether a word says that the number is one; null when nothing says a step. */
  named: { step: number; worded: boolean } | null;
}

export interface Grid {
  columns: number;
  rows: number;
}

export interface SheetLayout extends Omit<GridLayout, "emptyCells"> {
  /** Tiles row by row; trailing empty cells are left out. */
  tiles: Box[];
}

/** A grid that was seen in a picture. */
export type FoundGrid = Omit<SheetLayout, "basis">;

/** Layouts of the pictures that are sheets. */
export type Layouts = ReadonlyMap<SheetFile, SheetLayout>;
