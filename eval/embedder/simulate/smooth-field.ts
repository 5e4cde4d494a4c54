/** Random fields that change slowly over the image. */
import { SIDE } from "../pixel-set.ts";
import { AREA } from "./image.ts";
import { between, type Random } from "./random.ts";

const WAVES = 4;

/**
 * One value per pixel, at most 1 away from 0 and reaching it: a sum of waves of random direction and phase.
 * @param cycles most waves from one side to the other
 */
export const smoothField = (random: Random, cycles: number): Float32Array => {
  const waves = Array.from({ length: WAVES }, () => {
    const angle = between(random, 0, 2 * Math.PI);
    const frequency = (2 * Math.PI * between(random, 0.3, cycles)) / SIDE;
    const phase = between(random, 0, 2 * Math.PI);
    const weight = between(random, 0.3, 1);
    return { x: frequency * Math.cos(angle), y: frequency * Math.sin(angle), phase, weight };
  });
  const field = new Float32Array(AREA);
  for (let pixel = 0; pixel < AREA; pixel++)
    for (const { x, y, phase, weight } of waves)
      field[pixel]! += weight * Math.sin(x * (pixel % SIDE) + y * Math.floor(pixel / SIDE) + phase);
  const largest = field.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-6);
  return field.map((value) => value / largest);
};
