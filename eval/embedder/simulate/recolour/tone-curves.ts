/** Tone curves: one function of the value for all channels, or one per channel. */
import { type Image, mapValues } from "../image.ts";
import { between, logBetween, normal, oneOf, type Random, wholeBetween } from "../random.ts";

/** From 0..1 to 0..1. */
type Curve = (value: number) => number;

/** Brighter stays brighter: gamma .4 to 2.5, S-curves and their inverses, 3 to 6 steps. */
export const risingCurve = (image: Image, random: Random): Image => {
  const curve = oneOf(random, [gamma, sCurve, steps])(random);
  const [low, high] = [between(random, 0, 0.25), between(random, 0.75, 1)];
  return mapValues(image, (value) => low + (high - low) * curve(value));
};

/** Brighter may become darker: inversion, solarisation, any smooth curve; by half the same for all channels. */
export const bentCurve = (image: Image, random: Random): Image => {
  const kind = oneOf(random, [inverted, solarised, smooth]);
  const first = kind(random);
  const curves = random() < 0.5 ? [first, first, first] : [first, kind(random), kind(random)];
  return mapValues(image, (value, channel) => curves[channel]!(value));
};

const gamma = (random: Random): Curve => {
  const power = logBetween(random, 0.4, 2.5);
  return (value) => value ** power;
};

const sCurve = (random: Random): Curve => {
  const gain = between(random, 4, 12);
  const middle = between(random, 0.3, 0.7);
  const raw = (value: number) => 1 / (1 + Math.exp(-gain * (value - middle)));
  const [low, high] = [raw(0), raw(1)];
  const steep: Curve = (value) => (raw(value) - low) / (high - low);
  // The inverse is steep at the ends and flat in between.
  const flat: Curve = (value) => middle - Math.log(1 / (low + (high - low) * clip(value)) - 1) / gain;
  return random() < 0.6 ? steep : flat;
};

const steps = (random: Random): Curve => {
  const levels = wholeBetween(random, 3, 6);
  const power = logBetween(random, 0.6, 1.6);
  return (value) => Math.min(levels - 1, Math.floor(clip(value) ** power * levels)) / (levels - 1);
};

const inverted = (random: Random): Curve => {
  const power = logBetween(random, 0.6, 1.6);
  return (value) => 1 - value ** power;
};

/** Turns down from a value between .3 and .7 on. */
const solarised = (random: Random): Curve => {
  const top = between(random, 0.3, 0.7);
  const scale = 1 / Math.max(top, 1 - top);
  const isDown = random() < 0.5;
  return (value) => {
    const folded = 1 - Math.abs(value - top) * scale;
    return isDown ? 1 - folded : folded;
  };
};

/** Waves of up to 1.5 periods, stretched to 0..1. */
const smooth = (random: Random): Curve => {
  const [first, second, third] = [normal(random), normal(random), normal(random) / 2];
  const raw = (value: number) =>
    first * Math.cos(Math.PI * value) + second * Math.cos(2 * Math.PI * value) + third * Math.cos(3 * Math.PI * value);
  const values = Array.from({ length: 33 }, (_, at) => raw(at / 32));
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return (value) => (raw(value) - low) / (high - low);
};

const clip = (value: number) => Math.max(0, Math.min(1, value));
