/** Whether a changed picture can be recognised: its strongest edges stay visible, new ones do not drown them. */
import { blurred, gradientOf } from "./filters.ts";
import { AREA, type Image, lightnessOf } from "./image.ts";

/** Share of the pixels that count as the strongest edges of the original. */
const STRONGEST = 0.15;
/** Part of an edge's height in lightness that must stay, and what is visible at all, in lightness per pixel (0..1). */
const KEPT_PART = 0.35;
const LEAST_STEP = 0.012;
/** Share of those edge pixels that must stay visible. */
const ENOUGH_EDGES = 0.65;
/** Correlation of the heights of all edges, before and after, looked at with some blur: sigma in pixels. */
const ENOUGH_AGREEMENT = 0.4;
const LOOK_BLUR = 1;

/** The less of the two shares of what is asked for; 1 and more: recognisable. */
export const recognisability = (original: Image, copy: Image): number => {
  const before = gradientOf(lightnessOf(original));
  const after = gradientOf(lightnessOf(copy));
  const agreement = correlation(blurred(before, 1, LOOK_BLUR), blurred(after, 1, LOOK_BLUR));
  return Math.min(visibleShare(before, after) / ENOUGH_EDGES, agreement / ENOUGH_AGREEMENT);
};

/** Share of the strongest edge pixels that stay visible, 0..1; 1 for a picture without edges. */
const visibleShare = (before: Float32Array, after: Float32Array): number => {
  const floor = Math.max(LEAST_STEP, before.slice().sort()[Math.floor((1 - STRONGEST) * AREA)]!);
  let [edges, visible] = [0, 0];
  for (let pixel = 0; pixel < AREA; pixel++) {
    if (before[pixel]! < floor) continue;
    edges++;
    if (after[pixel]! >= Math.max(LEAST_STEP, KEPT_PART * before[pixel]!)) visible++;
  }
  return edges === 0 ? 1 : visible / edges;
};

/** Pearson's, 0 where one of them is even. */
const correlation = (first: Float32Array, second: Float32Array): number => {
  const mean = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanFirst, meanSecond] = [mean(first), mean(second)];
  let [both, squaresFirst, squaresSecond] = [0, 0, 0];
  for (let at = 0; at < first.length; at++) {
    const [a, b] = [first[at]! - meanFirst, second[at]! - meanSecond];
    both += a * b;
    squaresFirst += a * a;
    squaresSecond += b * b;
  }
  const length = Math.sqrt(squaresFirst * squaresSecond);
  return length === 0 ? 0 : both / length;
};
