import { expect, test } from "vitest";
import type { Calibrated, ReferenceComparison } from "../../../src/analysis/analysis.ts";
import { renderJson } from "../../../src/report/json/json.ts";
import { parseAnalysis } from "../../../src/report/json/parse-analysis.ts";
import { compareWithReference } from "../../../src/run/reference/compare.ts";
import { measureReference } from "../../../src/run/reference/measure-reference.ts";
import { collapsedAnalysis } from "../../helpers/analysis-fixtures.ts";
import { exactBackend } from "../../helpers/exact-backend.ts";
import { degreesOf, drawMixture, namesOf, notFinite } from "../../helpers/mixtures.ts";
import { asRows } from "../../helpers/rows.ts";

const D = 16;
const THRESHOLD = 0.97;
const modelOf = (rows: Float32Array) => measureReference(namesOf(rows, D), asRows(rows, D), exactBackend);
const compare = async (samples: Float32Array, reference: Float32Array): Promise<ReferenceComparison> =>
  compareWithReference(
    { rows: asRows(samples, D), names: namesOf(samples, D), degrees: degreesOf(samples, D, THRESHOLD) },
    await modelOf(reference),
    THRESHOLD,
    exactBackend,
  );
const real = drawMixture(300, D, 1);
const rowOf = (rows: Float32Array, row: number, times: number) =>
  Float32Array.from({ length: times * D }, (_, index) => rows[row * D + (index % D)]!);

const holds = ({ low, high, expected }: Calibrated) =>
  low <= expected && expected <= (high ?? Number.POSITIVE_INFINITY);

test("a set from the same source reads its null expectations", async () => {
  const same = await compare(drawMixture(300, D, 2), real);
  for (const name of [
    "precision",
    "recall",
    "density",
    "coverage",
    "occupancy",
    "memorisedShare",
    "kernelDistance",
    "frechetDistance",
  ] as const)
    expect(holds(same[name]!), `${name}: ${JSON.stringify(same[name])}`).toBe(true);
  expect(same.diversityRatio!.low).toBeLessThan(1);
  expect(same.diversityRatio!.high!).toBeGreaterThan(1);
  expect(same.ndb).toMatchObject({ different: 0, missing: 0 });
  expect(same.missingModes).toEqual([]);
  expect(same.notComputed).toEqual([]);
});

test("a collapsed set has high precision, low recall and coverage, few modes and missing ones", async () => {
  const collapsed = await compare(rowOf(drawMixture(300, D, 2), 5, 200), real);
  expect(collapsed.precision!.value).toBe(1);
  expect(collapsed.recall!.value).toBeLessThan(0.05);
  expect(collapsed.coverage!.value).toBeLessThan(0.3 * collapsed.coverage!.expected);
  expect(collapsed.diversityRatio!.high!).toBeLessThan(0.5);
  expect(collapsed.duplicates!.samples).toBe(1);
  expect(collapsed.duplicates!.reference).toBeLessThan(0.1);
  expect(collapsed.occupancy!.high!).toBeLessThan(0.1 * collapsed.occupancy!.expected);
  expect(collapsed.missingModes!.length).toBeGreaterThan(0);
});

test("dropped modes are named with real images of theirs", async () => {
  // The samples know the first 9 of 12 modes.
  const dropped = await compare(drawMixture(300, D, 3, 9), real);
  const missed = dropped.missingModes!.reduce((sum, { share }) => sum + share, 0);
  // A quarter of the real images lies in the other 3; a ball around a few of them may still hold a sample.
  expect(missed).toBeGreaterThan(0.15);
  expect(missed).toBeLessThan(0.3);
  expect(dropped.duplicates!.samples).toBeLessThan(0.1);
  expect(holds(dropped.coverage!)).toBe(false);
});

test("the reference against itself is all copies, and says so", async () => {
  const self = await compare(real, real);
  expect(self.memorisedShare!.value).toBe(1);
  expect(self.twinShare!.value).toBe(1);
  expect(self.twins!.every(({ sample, reference }) => sample === reference)).toBe(true);
  expect(self.precision!.value).toBe(1);
  expect(self.coverage!.value).toBe(1);
  expect(self.diversityRatio!.value).toBeCloseTo(1, 6);
});

const identical = rowOf(real, 0, 30);
test.each([
  ["no sample", new Float32Array(0), real],
  ["one sample", real.slice(0, D), real],
  ["two samples", real.slice(0, 2 * D), real],
  ["three samples", real.slice(0, 3 * D), real],
  ["one real image", drawMixture(20, D, 4), real.slice(0, D)],
  ["two real images", drawMixture(20, D, 4), real.slice(0, 2 * D)],
  ["five real images", drawMixture(20, D, 4), real.slice(0, 5 * D)],
  ["identical samples", identical, real],
  ["identical real images", drawMixture(20, D, 4), identical],
  ["all identical", identical, identical],
  ["many identical real images", drawMixture(80, D, 4), rowOf(real, 0, 80)],
  ["one sample and one real image", real.slice(0, D), real.slice(0, D)],
])("%s: every number is finite, and what is missing says why", async (_, samples, reference) => {
  const comparison = await compare(samples, reference);
  expect(notFinite(comparison)).toEqual([]);
  const named = comparison.notComputed.map(({ metric }) => metric).join(" ");
  for (const metric of [
    "precision",
    "recall",
    "density",
    "coverage",
    "diversityRatio",
    "duplicates",
    "occupancy",
    "ndb",
    "frechetDistance",
    "kernelDistance",
    "memorisedShare",
  ] as const)
    if (comparison[metric] === undefined) expect(named).toMatch(new RegExp(`${metric}|every metric`));
  for (const { reason } of comparison.notComputed) expect(reason).not.toBe("");
  const analysis = collapsedAnalysis();
  analysis.checkpoints[1]!.reference = comparison;
  expect(parseAnalysis(renderJson(analysis)).checkpoints[1]!.reference).toEqual(comparison);
});

test("sets of different sizes are compared at equal ones where it matters", async () => {
  const many = drawMixture(600, D, 5);
  const [more, fewer] = [await compare(many, real), await compare(many.slice(0, 60 * D), real)];
  expect(more.equalSize).toBe(300);
  expect(fewer.equalSize).toBe(60);
  for (const comparison of [more, fewer])
    for (const name of ["precision", "recall", "coverage", "density"] as const)
      expect(holds(comparison[name]!), `${name}: ${JSON.stringify(comparison[name])}`).toBe(true);
});
