import { expect, test } from "vitest";
import { openOnnx } from "../../src/compute/onnx/onnx.ts";
import { findGroups } from "../../src/pairs/groups.ts";
import { runPairPass } from "../../src/pairs/pair-pass.ts";
import { sweep, sweepThresholds } from "../../src/pairs/sweep.ts";
import { exactBackend } from "../helpers/exact-backend.ts";
import { lcg, mat, unitRows } from "../helpers/random.ts";
import { asRows } from "../helpers/rows.ts";

const D = 6;

/** About `share` of n rows, in random places as content hashes give, lie close around one direction, the others anywhere. */
const partlyCollapsed = (n: number, share: number): Float32Array => {
  const next = lcg(3);
  const others = mat(n, D, 4);
  const rows = Array.from({ length: n }, (_, row) => {
    const alike = next() < share;
    return Array.from({ length: D }, (_, k) => (alike ? 1 + 0.5 * (2 * next() - 1) : others[row * D + k]!));
  });
  return unitRows(rows.flat(), D);
};

test("the thresholds ascend around the used one, which is among them, and stay under 1", () => {
  expect(sweepThresholds(0.8)).toHaveLength(21);
  for (const threshold of [0.5, 0.8, 0.93]) {
    const thresholds = sweepThresholds(threshold);
    expect(thresholds).toContain(threshold);
    expect(thresholds).toEqual([...thresholds].sort((a, b) => a - b));
    expect(Math.max(...thresholds)).toBeLessThan(1);
    expect(Math.min(...thresholds)).toBeCloseTo(threshold - 0.24, 9);
  }
});

test("each point says what the tool would say with that threshold, blank images counted as one mode", async () => {
  const n = 60;
  const blanks = 4;
  const vectors = partlyCollapsed(n, 0.3);
  const points = await sweep(asRows(vectors, D), 0.8, blanks, exactBackend);
  const total = n + blanks;
  for (const { threshold, ...point } of points) {
    const pairs = await runPairPass(asRows(vectors, D), threshold, exactBackend);
    const { groups } = await findGroups(asRows(vectors, D), pairs, exactBackend);
    const grouped = groups.reduce((sum, { members }) => sum + members.length, blanks);
    expect(point.groups).toBe(groups.length + 1);
    expect(point.duplicateShare).toBeCloseTo(grouped / total, 12);
    expect(point.dominantModeShare).toBeCloseTo(Math.max(blanks, groups[0]?.members.length ?? 1) / total, 12);
    expect(point.duplicatePairShare).toBeCloseTo((pairs.duplicatePairs + 6) / ((total * (total - 1)) / 2), 12);
    const inside = groups.reduce((sum, { members }) => sum + (members.length * (members.length - 1)) / 2, 6);
    const close = pairs.closeDegrees.reduce((sum, degree) => sum + degree, 0) / 2;
    expect(point.modeConcentration).toBeCloseTo(inside / ((total * (total - 1)) / 2), 12);
    expect(point.closePairShare).toBeCloseTo((close + 6) / ((total * (total - 1)) / 2), 12);
    expect(point).not.toHaveProperty("images");
  }
});

test("of many images an even part is measured and said so; its pair share is that of all", async () => {
  const n = 1500;
  const vectors = partlyCollapsed(n, 0.3);
  const backend = await openOnnx("cpu", 1);
  const points = await sweep(asRows(vectors, D), 0.8, 0, backend);
  const pairs = await runPairPass(asRows(vectors, D), 0.8, backend);
  await backend.close();
  const at = points.find(({ threshold }) => threshold === 0.8)!;
  expect(at.images).toBe(1000);
  const share = pairs.duplicatePairs / ((n * (n - 1)) / 2);
  expect(Math.abs(at.duplicatePairShare / share - 1)).toBeLessThan(0.15);
});

test("no images and only blank ones can be swept", async () => {
  expect((await sweep(asRows(new Float32Array(0), D), 0.8, 5, exactBackend))[0]).toMatchObject({
    dominantModeShare: 1,
    duplicatePairShare: 1,
    groups: 1,
  });
});
