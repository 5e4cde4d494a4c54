import { expect, test } from "vitest";
import { mapTogether } from "../../src/pairs/embedding-map.ts";
import { lcg } from "../helpers/random.ts";
import { asRows } from "../helpers/rows.ts";

const DIMENSION = 6;

/** Points of a plane in six dimensions: `across` along one direction, `up` along one at right angles. */
const plane = (points: readonly (readonly [number, number])[]): Float32Array =>
  Float32Array.from(points.flatMap(([across, up]) => [0, across / 2, across / 2, across / 2, across / 2, up]));

const next = lcg(7);
const cloud = Array.from({ length: 200 }, () => [4 * next() - 2, next() - 0.5] as const);

test("points of a plane keep their distances, up to one scale", () => {
  const { sets, variance } = mapTogether([asRows(plane(cloud), DIMENSION)]);
  const { x, y } = sets[0]!;
  const distance = (a: number, b: number) => Math.hypot(x[a]! - x[b]!, y[a]! - y[b]!);
  const truth = (a: number, b: number) => Math.hypot(cloud[a]![0] - cloud[b]![0], cloud[a]![1] - cloud[b]![1]);
  const scale = distance(0, 1) / truth(0, 1);
  for (let index = 2; index < 200; index += 7) expect(distance(0, index)).toBeCloseTo(scale * truth(0, index), 2);
  expect(variance).toBeCloseTo(1, 6);
  expect(Math.min(...x, ...y)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...x, ...y)).toBeLessThanOrEqual(1);
});

test("a collapsed set stays a spot beside a diverse one", () => {
  const spot = Array.from({ length: 50 }, () => [0.01 * next(), 0.01 * next()] as const);
  const { sets } = mapTogether([asRows(plane(cloud), DIMENSION), asRows(plane(spot), DIMENSION)]);
  const width = (values: readonly number[]) => Math.max(...values) - Math.min(...values);
  expect(width(sets[0]!.x)).toBeGreaterThan(0.9);
  expect(width(sets[1]!.x)).toBeLessThan(0.01);
});

test("the same images make the same map, and equal images lie in the middle", () => {
  expect(mapTogether([asRows(plane(cloud), DIMENSION)])).toEqual(mapTogether([asRows(plane(cloud), DIMENSION)]));
  const same = mapTogether([asRows(plane([cloud[0]!, cloud[0]!]), DIMENSION)]);
  expect(same).toEqual({ variance: 0, sets: [{ x: [0.5, 0.5], y: [0.5, 0.5] }] });
});

test("points on a line lie on a line", () => {
  const { sets } = mapTogether([asRows(plane([0, 1, 2, 3].map((across) => [across, 0] as const)), DIMENSION)]);
  expect(new Set(sets[0]!.y)).toEqual(new Set([0.5]));
  expect([...sets[0]!.x].sort()).toEqual([0, 0.3333, 0.6667, 1]);
});
