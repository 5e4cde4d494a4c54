/** A run as a comparison shows it: every figure of every checkpoint, and the pictures that there are. */
import type { Analysis, CoursePoint } from "../../analysis/analysis.ts";
import { FIGURE_NAMES, figureOf } from "../../figures/figures.ts";

export const courseOf = (analysis: Analysis): CoursePoint[] =>
  analysis.checkpoints.map(({ step, label, images, sprites }, index) => ({
    step,
    label,
    images,
    figures: FIGURE_NAMES.flatMap((name) => {
      const found = figureOf(analysis, index, name);
      return found ? [{ name, value: found.value, low: null, high: null, ...found.interval }] : [];
    }),
    ...(sprites ? { sprites } : {}),
  }));
