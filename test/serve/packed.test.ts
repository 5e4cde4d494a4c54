import { expect, test } from "vitest";
import { packed, unpacked } from "../../src/serve/packed.ts";
import { collapsedAnalysis } from "../helpers/analysis-fixtures.ts";

test("an Analysis is the same when it is unpacked, and smaller in between", () => {
  const analysis = collapsedAnalysis();
  const text = JSON.stringify(analysis);
  expect(unpacked(packed(analysis))).toBe(text);
  expect(packed(analysis).length).toBeLessThan(text.length / 2);
});
