/** Analyses that hold everything a report can show. */
import type { Analysis, Estimate, Group, RunSet, Sprite } from "../../src/analysis/analysis.ts";
import { SCHEMA_VERSION } from "../../src/analysis/schema-version.ts";
import { groupThreshold } from "../../src/pairs/linkage/related-thresholds.ts";
import { collapsedAnalysis, PIXEL } from "./analysis-fixtures.ts";
import { lcg } from "./random.ts";

/** Four cells of 8 x 8 pixels: red, green, blue, yellow. */
const FOUR_CELLS =
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAMAAAAoLQ9TAAAADFBMVEXmyCgeoDwoRsjIHh5KaofZAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAAGUlEQVQYlWNghgJGKGAYIAEmKGCAgYERAADzEAGBNvsYxwAAAABJRU5ErkJggg==";

const estimate = (value: number): Estimate => ({
  value,
  low: value * 0.9,
  high: value * 1.1,
  method: "made in the test",
});
const calibrated = (value: number, expected: number) => ({ ...estimate(value), expected });

const sprite = (members: string[]): Sprite => ({ image: FOUR_CELLS, cell: 8, columns: 2, members, sheet: 4 });

/** All fields that were added after the first version, and names that are attacks where `name` is one. */
export const fullAnalysis = (name = "a.png"): Analysis => {
  const analysis = collapsedAnalysis(name);
  const members = [name, "b.png", "c.png", "d.png"];
  const group = (id: string, of: string[], minSimilarity: number): Group => ({
    id,
    size: of.length,
    share: of.length / 64,
    members: of,
    medoid: of[0]!,
    farthestPair: [of[0]!, of.at(-1)!],
    minSimilarity,
    meanSimilarity: minSimilarity + 0.02,
    parts: { structure: 0.95, appearance: 0.91 },
  });
  const first = analysis.checkpoints[0]!;
  const last = analysis.checkpoints[1]!;
  Object.assign(analysis.threshold!, { value: 0.8, groups: groupThreshold(0.8), falseRate: 0.0021 });
  analysis.threshold!.calibration = {
    kind: "self",
    images: 64,
    copies: { low: 0.9, median: 0.97 },
    sentence: `Copies of ${name} reach the threshold.`,
  };
  first.sprites = [sprite(["1a.png", "1b.png", "1c.png", "1d.png"])];
  first.groups = [group("111111111111", ["1a.png", "1b.png"], 0.85)];
  first.map = { method: "Test map", members: ["1a.png", "1b.png"], x: [0.1, 0.2], y: [0.9, 0.8] };
  last.sprites = [sprite(members)];
  last.groups = [group("aaaaaaaaaaaa", members.slice(0, 2), 0.9), group("bbbbbbbbbbbb", members.slice(2), 0.82)];
  // At .8 two pairs; at .75 one group of four; at .95 nothing.
  last.edges = {
    threshold: 0.7,
    from: groupThreshold(0.7),
    complete: true,
    members,
    pairs: [
      [0, 1],
      [2, 3],
      [1, 2],
      [0, 2],
      [0, 3],
      [1, 3],
    ],
    similarities: [0.9, 0.82, 0.77, 0.6, 0.58, 0.62],
  };
  last.map = { method: "Test map", members, x: [0.4, 0.5, 0.6, 0.7], y: [0.4, 0.5, 0.6, 0.7] };
  last.chains = [{ size: 20, minSimilarity: 0.11, groups: 4 }];
  last.sweep = [0.7, 0.8, 0.9].map((threshold, index) => ({
    threshold,
    duplicateShare: 0.9 - index / 10,
    dominantModeShare: 0.8 - index / 10,
    duplicatePairShare: 0.7 - index / 10,
    modeConcentration: 0.6 - index / 10,
    closePairShare: 0.5 - index / 10,
    relatedPairShare: 0.8 - index / 10,
    excessPairShare: 0.6 - index / 10,
    groups: 4 - index,
  }));
  last.similarities = { from: -1, to: 1, counts: [0, 1, 5, 10, 4, 2, 3, 8] };
  last.rarefaction = [16, 32, 64, 128].map((images) => ({
    images,
    modes: Math.sqrt(images),
    low: Math.sqrt(images) - 1,
    high: Math.sqrt(images) + 1,
    extrapolated: images > 64,
  }));
  analysis.checkpoints.forEach(({ metrics }, index) => {
    metrics.duplicatePairShare = { value: [0.01, 0.81][index]!, low: 0, high: 0.9, method: "made in the test" };
    metrics.diversityIndex = estimate([40, 1.2][index]!);
    metrics.vendiScore = estimate(7.5);
    metrics.structureIndex = estimate(3.25);
    metrics.hill = { observed: 12, richness: estimate(20), shannon: estimate(9), simpson: estimate(6) };
  });
  last.classes = [{ name: `class ${name}`, images: 9, metrics: last.metrics, reason: "fewer than 16 images" }];
  analysis.transitions = [{ from: 0, to: 1, kept: 3, born: 1, lost: 50, cellSimilarity: 0.97, state: "frozen" }];
  analysis.reference = { source: "real", images: 500, metrics: first.metrics };
  last.reference = {
    equalSize: 64,
    precision: calibrated(0.8, 0.9),
    recall: calibrated(0.1, 0.9),
    diversityRatio: estimate(0.2),
    duplicates: { samples: 0.31, reference: 0.01 },
    occupancy: calibrated(0.15, 0.6),
    ndb: { bins: 20, different: 11, missing: 7, jensenShannon: calibrated(0.3, 0.02) },
    memorisedShare: calibrated(0.4, 0.5),
    missingModes: [
      { share: 0.12, members: ["real/1.png", "real/2.png"], thumbnails: [{ member: "real/1.png", image: PIXEL }] },
    ],
    twins: [
      { sample: name, reference: "real/7.png", similarity: 0.99, thumbnails: { sample: PIXEL, reference: PIXEL } },
    ],
    nearest: { from: -1, to: 1, counts: [0, 0, 0, 0, 1, 5, 20, 38] },
    notComputed: [{ metric: "coverage", reason: "fewer than 100 real images" }],
  };
  return analysis;
};

/** A run that collapsed, one that warns of nothing, and one that could not be read; names that are attacks where `name` is one. */
export const runSet = (name = "lr0002"): RunSet => {
  const healthy: Analysis = {
    ...fullAnalysis(),
    name: "lr0010",
    findings: [],
    verdict: {
      ...collapsedAnalysis().verdict,
      status: "healthy",
      statuses: ["healthy"],
      sentence: "Fine.",
      exitCode: 0,
    },
  };
  return {
    schemaVersion: SCHEMA_VERSION,
    tool: { name: "gan-diversity", version: "0.0.0" },
    createdAt: "2026-01-02T03:04:05.000Z",
    rule: "Made in the test.",
    runs: [{ ...fullAnalysis(name), name }, healthy],
    unread: [{ name: `broken ${name}`, code: "NO_SAMPLES", reason: `Nothing in ${name}.`, exitCode: 3 }],
    skipped: [{ path: `${name}.png`, reason: "it lies in none of the runs" }],
    exitCode: 3,
  };
};

/** `group-0` ... of two images each, the last one of three and the widest. */
export const withManyGroups = (count: number): Analysis => {
  const analysis = fullAnalysis();
  const last = analysis.checkpoints[1]!;
  last.images = 2 * count + 1;
  last.groups = Array.from({ length: count }, (_, index) => {
    const members = [`${index}-a.png`, `${index}-b.png`, ...(index === count - 1 ? [`${index}-c.png`] : [])];
    return {
      id: `group-${index}`,
      size: members.length,
      share: members.length / last.images,
      members,
      medoid: members[0]!,
      farthestPair: [members[0]!, members[1]!] as [string, string],
      minSimilarity: 0.9 - index / count / 5,
      meanSimilarity: 0.95,
    };
  });
  return analysis;
};

/** Base64 characters that a picture of 64 x 64 pixels takes at most in a sprite: noisy photographs, measured. */
const PICTURE_LENGTH = 2000;
const SHOWN = 640;

/**
 * A checkpoint of many images as the tool would write it: half of them in groups of ten, 640 pictures, as many close pairs and
 * points on the map as fit, names as long as those of real runs.
 */
export const withManyImages = (images: number): Analysis => {
  const next = lcg(images);
  const digits = (value: number) => Math.round(value * 1e6) / 1e6;
  const analysis = fullAnalysis();
  const last = analysis.checkpoints[1]!;
  const names = Array.from(
    { length: images },
    (_, index) => `samples/seed${String(Math.floor(next() * 1e9)).padStart(9, "0")}-${index}.png`,
  );
  last.images = images;
  last.groups = Array.from({ length: Math.floor(images / 20) }, (_, index) => {
    const members = names.slice(10 * index, 10 * index + 10);
    return {
      id: Math.floor(next() * 2 ** 48)
        .toString(16)
        .padStart(12, "0"),
      size: 10,
      share: 10 / images,
      members,
      medoid: members[0]!,
      farthestPair: [members[3]!, members[7]!] as [string, string],
      minSimilarity: next(),
      meanSimilarity: next(),
      parts: { structure: next(), appearance: next() },
    };
  });
  const pictures = Math.min(SHOWN, images);
  const noise = Array.from({ length: (pictures * PICTURE_LENGTH) / 4 }, () =>
    Math.floor(next() * 2 ** 24)
      .toString(36)
      .padStart(4, "0")
      .slice(-4),
  ).join("");
  const shown = names.slice(0, pictures);
  last.sprites = [{ image: `data:image/webp;base64,${noise}`, cell: 64, columns: 8, members: shown, sheet: 64 }];
  const inPairs = names.slice(0, Math.min(images, 10_000));
  last.edges = {
    threshold: 0.7,
    from: 0.4,
    complete: true,
    members: inPairs,
    pairs: Array.from({ length: 30_000 }, () => [
      Math.floor(next() * inPairs.length),
      Math.floor(next() * inPairs.length),
    ]),
    similarities: Array.from({ length: 30_000 }, () => digits(0.4 + 0.6 * next())),
  };
  const mapped = names.slice(0, 1000);
  const places = () => mapped.map(() => Math.round(next() * 1e4) / 1e4);
  last.map = { method: "Test map", members: mapped, x: places(), y: places() };
  return analysis;
};
