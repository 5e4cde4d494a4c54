import { expect, test } from "vitest";
import type { PictureState } from "../../src/diagnosis/check.ts";
import { discriminatorDominance } from "../../src/diagnosis/discriminator-dominance.ts";
import { divergence } from "../../src/diagnosis/divergence.ts";
import { generatorDominance } from "../../src/diagnosis/generator-dominance.ts";
import { parseScores } from "../../src/scores/read-scores.ts";

const ROWS = 1000;

/** A log of two scores given as functions of the row. */
const log = (score: (row: number) => [generator: number, discriminator: number], rows = ROWS) =>
  parseScores(
    [
      "step,scoreGenerator,scoreDiscriminator",
      ...Array.from({ length: rows }, (_, row) => [row, ...score(row)].join()),
    ].join("\n"),
    "log.csv",
  );
const losses = (loss: (row: number) => number | string) =>
  parseScores(
    ["step,lossGenerator", ...Array.from({ length: ROWS }, (_, row) => `${row},${loss(row)}`)].join("\n"),
    "log.csv",
  );

const run = (check: typeof divergence, scores: ReturnType<typeof log> | null, pictures: PictureState = "unknown") =>
  check.run({ checkpoints: [], pictures, scores });

const balanced = log(() => [0.4, 0.6]);
const dominatedFrom = (start: number, end = ROWS) =>
  log((row) => (row >= start && row < end ? [0.01, 0.99] : [0.4, 0.6]));

test("balanced scores pass every check", () => {
  for (const check of [discriminatorDominance, generatorDominance, divergence])
    expect(run(check, balanced)).toMatchObject({ status: "pass", onset: null, advice: [] });
});

test("a good run that ends at .03 and .87 passes", () => {
  expect(
    run(
      discriminatorDominance,
      log((row) => [0.4 - 0.37 * (row / ROWS), 0.6 + 0.27 * (row / ROWS)]),
    ).status,
  ).toBe("pass");
});

test.each<[PictureState, string]>([
  ["diverse", "warn"],
  ["collapsed", "fail"],
  ["structureless", "fail"],
  ["blank", "fail"],
  ["unknown", "fail"],
])("lasting dominance of the discriminator with %s pictures is %s", (pictures, status) => {
  const finding = run(discriminatorDominance, dominatedFrom(300), pictures);
  expect(finding).toMatchObject({ status, recovered: false });
  expect(Math.abs(finding.onset!.step! - 300)).toBeLessThanOrEqual(50);
});

test("a short stretch at the end without pictures only warns", () => {
  expect(run(discriminatorDominance, dominatedFrom(850)).status).toBe("warn");
});

test("dominance that was lost again is told but does not fail", () => {
  expect(run(discriminatorDominance, dominatedFrom(300, 600), "collapsed")).toMatchObject({
    status: "info",
    recovered: true,
    advice: [],
  });
});

test("a discriminator that starts ahead is no dominance", () => {
  expect(run(discriminatorDominance, dominatedFrom(0, 50)).status).toBe("pass");
});

test("an early win of the generator is called one simple feature, a late one is not", () => {
  const from = (start: number) => log((row) => (row >= start ? [0.99, 0.3] : [0.5, 0.5]));
  const early = run(generatorDominance, from(20), "collapsed");
  expect(early.status).toBe("fail");
  expect(JSON.stringify(early.evidence)).toContain("one simple feature");
  expect(JSON.stringify(run(generatorDominance, from(500), "collapsed").evidence)).not.toContain("one simple feature");
});

test("each failure carries its own remedies", () => {
  expect(run(discriminatorDominance, dominatedFrom(300)).advice.join(" ")).toMatch(
    /Flip the labels.*dropout to the discriminator.*more filters in the generator.*fewer filters in the discriminator/,
  );
  expect(
    run(
      generatorDominance,
      log(() => [0.99, 0.3]),
    ).advice.join(" "),
  ).toMatch(/more filters in the discriminator.*dropout to the generator.*fewer filters in the generator/);
});

test("NaN to the end has diverged since its first row, whatever the pictures show", () => {
  const finding = run(
    divergence,
    losses((row) => (row >= 700 ? "nan" : 1)),
    "diverse",
  );
  expect(finding).toMatchObject({ status: "fail", recovered: false });
  expect(Math.abs(finding.onset!.step! - 700)).toBeLessThanOrEqual(50);
});

test("one NaN that the run survived only warns", () => {
  expect(
    run(
      divergence,
      losses((row) => (row === 500 ? "nan" : 1)),
    ),
  ).toMatchObject({ status: "warn", recovered: true });
});

test("losses that explode and stay so have diverged, large but steady ones have not", () => {
  expect(
    run(
      divergence,
      losses((row) => (row >= 600 ? 400 : 1)),
    ).status,
  ).toBe("fail");
  expect(
    run(
      divergence,
      losses(() => 176),
    ).status,
  ).toBe("pass");
});

test("ten rows are enough to see a dominance and one row breaks nothing", () => {
  expect(
    run(
      discriminatorDominance,
      log((row) => (row >= 3 ? [0.01, 0.99] : [0.4, 0.6]), 10),
      "collapsed",
    ).status,
  ).toBe("fail");
  expect(
    run(
      discriminatorDominance,
      log(() => [0.4, 0.6], 1),
    ).status,
  ).toBe("pass");
});

test("without a log, or without one of the scores, nothing is judged and the reason is given", () => {
  expect(run(discriminatorDominance, null).status).toBe("not-applicable");
  const onlyGenerator = run(
    discriminatorDominance,
    losses(() => 1),
  );
  expect(onlyGenerator.status).toBe("not-applicable");
  expect(JSON.stringify(onlyGenerator.evidence)).toContain("scoreDiscriminator");
});
