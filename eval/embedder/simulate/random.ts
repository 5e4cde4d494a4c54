/** Seeded choices, each seeded by a name of its own so that no set depends on what was made before it. */
import { seededRandom } from "../../../src/kit/random.ts";

/** Uniform in [0, 1). */
export type Random = () => number;

/** FNV-1a, 32 bits (Fowler, Noll & Vo): http://www.isthe.com/chongo/tech/comp/fnv */
export const seedOf = (name: string): number => {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(name)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
};

export const randomOf = (name: string): Random => seededRandom(seedOf(name));

export const between = (random: Random, low: number, high: number): number => low + (high - low) * random();

/** Uniform in the logarithm; both bounds above 0. */
export const logBetween = (random: Random, low: number, high: number): number =>
  Math.exp(between(random, Math.log(low), Math.log(high)));

/** A whole number, both bounds included. */
export const wholeBetween = (random: Random, low: number, high: number): number =>
  low + Math.floor(random() * (high - low + 1));

export const oneOf = <Value>(random: Random, values: readonly Value[]): Value =>
  values[Math.floor(random() * values.length)]!;

/** Standard normal (Box & Muller 1958). */
export const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

export type Colour = readonly [number, number, number];

/** Uniform in the RGB cube. */
export const randomColour = (random: Random): Colour => [random(), random(), random()];
