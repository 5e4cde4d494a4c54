/** Sides in pixels of the images that networks produce. */
export const USUAL_TILES: readonly number[] = [
  16, 28, 32, 48, 64, 80, 96, 100, 112, 128, 160, 192, 224, 256, 512, 1024,
];
