/** Sizes and shapes that speak for a layout by themselves: of the images that networks produce, and of the sheets that codebases write. */
import type { Grid } from "./sheet-layout.ts";

/** Sides in pixels of the images that networks produce. */
export const USUAL_TILES: readonly number[] = [
  16, 28, 32, 48, 64, 80, 96, 100, 112, 128, 160, 192, 224, 256, 512, 1024,
];

/** Longer side / shorter side. */
const MOST_ELONGATED = 2.5;

/** Whether tiles may be so wide for their height. @param aspect width / height */
export const isTileShape = (aspect: number): boolean => aspect <= MOST_ELONGATED && aspect >= 1 / MOST_ELONGATED;

/** Screens that PGGAN and the StyleGANs fill with as many whole images as they hold (`1080p`, `4k`, `8k`). */
const SCREENS = [
  [1920, 1080],
  [3840, 2160],
  [7680, 4320],
] as const;
/** They write images of powers of two. */
const SMALLEST = 32;
const LARGEST = 1024;

/** Layouts with which such a codebase writes a sheet of exactly this size. */
export const screenfuls = (width: number, height: number): Grid[] => {
  const found: Grid[] = [];
  for (let tile = SMALLEST; tile <= LARGEST; tile *= 2)
    for (const [across, down] of SCREENS) {
      const [columns, rows] = [Math.floor(across / tile), Math.floor(down / tile)];
      if (columns * tile === width && rows * tile === height && rows > 1) found.push({ columns, rows });
    }
  return found;
};
