/** The pictures of a run as the other rooms see them: checkpoints of images, nothing decoded yet. */
import type { GridLayout, Skipped } from "../analysis/analysis.ts";

export interface ImageSet {
  /** In step order, then by natural order of the label. */
  checkpoints: ImageCheckpoint[];
  /** Files that are no samples (charts, real pictures, interpolations) or can not be opened, with the reason. */
  skipped: Skipped[];
  warnings: string[];
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
}

/** One image: a file, or a rectangle of a file (a tile of a sheet). */
export interface ImageFile {
  /**
   * Path relative to the input root; a tile is `path#row,column`, counted from 0. Inside a container `file.zip/inner/name.png`,
   * `samples.npz#17`, `run.gif/frame_3`.
   */
  member: string;
  /** Absolute path, or the location of a member of a container. */
  file: string;
  /** Pixels of the oriented picture; null when the whole picture is meant. */
  box: Box | null;
  /** Class of the image, where its container says one (arr_1 of a .npz). */
  label?: string;
}

export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** A decoded image, resized to a square and flattened to sRGB. */
export interface PixelImage {
  member: string;
  /** size x size x 3 bytes, rows from the top, RGB interleaved. */
  pixels: Uint8Array;
  /** Size before resizing, pixels. */
  width: number;
  height: number;
  /** Largest standard deviation of a colour channel at full size, 0..255. Under 1 the image is blank. */
  spread: number;
  /** Correlation of horizontally and vertically neighbouring pixels (mean of the two, luminance, enlargement undone), in [-1, 1]; null for a constant image. */
  neighbourCorrelation: number | null;
}
