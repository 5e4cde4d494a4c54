import fc from "fast-check";
import { expect, test } from "vitest";
import { jsonPieces } from "../../src/kit/json-pieces.ts";

const whole = (value: unknown, space?: number) => [...jsonPieces(value, space)].join("");

test("the pieces are what JSON.stringify writes, in one line and in many", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
      expect(whole(value)).toBe(JSON.stringify(value));
      expect(whole(value, 2)).toBe(JSON.stringify(value, null, 2));
    }),
    { seed: 1 },
  );
});

test("so are those of large lists and objects of anything, at any depth", () => {
  const many = <T>(value: T, count: number) => Array.from({ length: count }, () => value);
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 3 }), fc.nat(3000), (value, count) => {
      const named = Object.fromEntries(many(value, 2100).map((item, index) => [`n${index}`, item]));
      const large = {
        first: value,
        list: [many(value, count), many(many(value, 30), 90)],
        named: [named],
        last: value,
      };
      expect(whole(large)).toBe(JSON.stringify(large));
      expect(whole(large, 2)).toBe(JSON.stringify(large, null, 2));
    }),
    { seed: 1, numRuns: 20 },
  );
});

test("what JSON does not hold is left out, or null in a list", () => {
  const value = { a: undefined, b: [undefined, Number.NaN, 1], c: Number.POSITIVE_INFINITY, d: {}, e: [], f: [[]] };
  expect(whole(value)).toBe(JSON.stringify(value));
  expect(whole(value, 2)).toBe(JSON.stringify(value, null, 2));
  const nothing = Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`n${index}`, undefined]));
  const many = [nothing, Array.from({ length: 3000 }, () => undefined), { a: { ...nothing, b: 1 } }];
  expect(whole(many)).toBe(JSON.stringify(many));
  expect(whole(many, 2)).toBe(JSON.stringify(many, null, 2));
});

test("a long list comes in many pieces, none of them long", () => {
  const value = {
    names: Array.from({ length: 50_000 }, (_, index) => `folder/${index}.png`),
    groups: [{ members: ["a"] }],
  };
  const pieces = [...jsonPieces(value, 2)];
  expect(pieces.length).toBeGreaterThan(10);
  expect(pieces.every(({ length }) => length < 200_000)).toBe(true);
  expect(pieces.join("")).toBe(JSON.stringify(value, null, 2));
});
