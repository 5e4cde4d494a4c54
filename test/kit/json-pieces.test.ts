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

test("what JSON does not hold is left out, or null in a list", () => {
  const value = { a: undefined, b: [undefined, Number.NaN, 1], c: Number.POSITIVE_INFINITY, d: {}, e: [], f: [[]] };
  expect(whole(value)).toBe(JSON.stringify(value));
  expect(whole(value, 2)).toBe(JSON.stringify(value, null, 2));
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
