import { expect, test } from "vitest";
import { levelsFor } from "../../../eval/embedder/levels.ts";

test("the levels follow from the threshold unless they are given", () => {
  expect(levelsFor(0.8, {})).toEqual({ threshold: 0.8, level: 0.8, close: 0.9, group: 0.6 });
  expect(levelsFor(0.6, {})).toEqual({ threshold: 0.6, level: 0.6, close: 0.8, group: 0.2 });
  expect(levelsFor(0.8, { close: 0.95, level: 0.5 })).toMatchObject({ level: 0.5, close: 0.95, group: 0.6 });
});
