import { expect, test } from "vitest";
import { drawsOf } from "../../../eval/embedder/draws.ts";
import { ONE_CLASS, ONE_MODE } from "../../../eval/embedder/narrow-sets.ts";

/** 200 images, every tenth ambiguous; of a set with one mode the first 70 are copies. */
const pool = (kind: string) => ({
  name: `narrow/${kind}`,
  kind,
  clusters: Array.from({ length: 200 }, (_, row) => (kind === ONE_MODE && row < 70 ? 0 : row)),
  ambiguous: Array.from({ length: 200 }, (_, row) => row % 10 === 0),
});

test("a draw holds 64 different clear images, and the next one others", () => {
  const draws = drawsOf(pool(ONE_CLASS));
  for (const draw of draws) {
    expect(new Set(draw).size).toBe(64);
    expect(draw.some((row) => row % 10 === 0)).toBe(false);
  }
  expect(draws[0]).not.toEqual(draws[1]);
  expect(drawsOf(pool(ONE_CLASS))).toEqual(draws);
});

test("the mode of a set with one mode holds 30 % of every draw", () => {
  for (const draw of drawsOf(pool(ONE_MODE))) {
    expect(draw).toHaveLength(64);
    expect(draw.filter((row) => row < 70)).toHaveLength(19);
  }
});
