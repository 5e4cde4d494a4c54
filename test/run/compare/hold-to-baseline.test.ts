import { expect, test } from "vitest";
import type { Analysis, Estimate } from "../../../src/analysis/analysis.ts";
import { compareRuns } from "../../../src/index.ts";
import { renderComparison } from "../../../src/report/comparison/terminal.ts";
import { holdToBaseline } from "../../../src/run/compare/hold-to-baseline.ts";
import { fullAnalysis } from "../../helpers/report-fixtures.ts";

const estimate = (value: number, reach: number | null): Estimate => ({
  ...{ value, low: value - (reach ?? 0), high: reach === null ? null : value + reach },
  method: "made in the test",
});

/** A run whose last checkpoint has these figures. */
const runOf = (diversityIndex: Estimate, distinctModes: Estimate, images = 64): Analysis => {
  const analysis = fullAnalysis();
  const last = analysis.checkpoints.at(-1)!;
  last.images = images;
  Object.assign(last.metrics, {
    diversityIndex,
    distinctModes,
    structureIndex: estimate(3, 0.3),
    vendiScore: estimate(7, 0.7),
  });
  return analysis;
};
const GOOD = runOf(estimate(4, 0.2), estimate(50, 5));
const held = (other: Analysis, maxDrop: number, base = GOOD) => {
  const { figures, regressed } = holdToBaseline(base, other, maxDrop);
  return { regressed, names: figures.filter((figure) => figure.regressed).map(({ name }) => name), figures };
};

test("only a drop whose whole interval lies beyond what is allowed is a regression", () => {
  const half = runOf(estimate(2, 0.1), estimate(50, 5));
  expect(held(half, 0.1)).toMatchObject({ regressed: true, names: ["diversityIndex"] });
  // 1 - 2 / 4, and its interval holds .5.
  const [figure] = held(half, 0.1).figures;
  expect(figure!.drop).toBe(0.5);
  expect(held(half, 0.5)).toMatchObject({ regressed: false });
  expect(held(half, figure!.low! + 1e-9)).toMatchObject({ regressed: false });
  expect(held(half, figure!.low! - 1e-9)).toMatchObject({ regressed: true });
});

test("the same run, a better one, and one that may have dropped are none", () => {
  for (const other of [GOOD, runOf(estimate(6, 0.2), estimate(90, 5)), runOf(estimate(3.7, 0.5), estimate(45, 9))])
    expect(held(other, 0)).toMatchObject({ regressed: false, names: [] });
});

test("figures that grow with the number of images are held at equal numbers only", () => {
  const names = (images: number) =>
    held(runOf(estimate(4, 0.2), estimate(50, 5), images), 0).figures.map(({ name }) => name);
  expect(names(64)).toEqual(["diversityIndex", "structureIndex", "distinctModes", "vendiScore"]);
  expect(names(65)).toEqual(["diversityIndex", "structureIndex", "distinctModes"]);
});

test("of modes that are only bounded from below the bound counts, and no bound of the run is a drop", () => {
  const bounded = runOf(estimate(4, 0.2), estimate(50, null));
  expect(held(runOf(estimate(4, 0.2), estimate(5, 1)), 0.1, bounded).names).toEqual(["distinctModes"]);
  expect(held(bounded, 0, runOf(estimate(4, 0.2), estimate(500, 5))).names).toEqual([]);
});

test("without pictures nothing can be held", () => {
  expect(() => holdToBaseline({ ...GOOD, checkpoints: [] }, GOOD, 0)).toThrow("they share no diversity figure");
});

test("the text tells what dropped from what may have dropped", async () => {
  const other = runOf(estimate(2, 0.1), estimate(45, 9));
  const runs = [
    { name: "good", analysis: GOOD },
    { name: "now", analysis: other },
  ];
  const text = renderComparison(await compareRuns({ runs, maxDrop: 0 }), { color: false, width: 80 });
  expect(text).toContain("Diversity has dropped for certain by more than 0\u00a0%: diversityIndex.");
  expect(text).toMatch(/^DROPPED {2}diversityIndex +4 -> 2 +drop 50/m);
  expect(text).toMatch(/^HOLDS {4}structureIndex/m);
  expect(text).toMatch(/^UNSURE {3}distinctModes +50 -> 45 +drop 10/m);
});
