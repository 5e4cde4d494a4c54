import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { InputError } from "../../src/errors.ts";
import { parseCell } from "../../src/scores/delimited.ts";
import { parseScores, readScores } from "../../src/scores/read-scores.ts";

const series = (text: string) =>
  Object.fromEntries(parseScores(text, "log.csv").series.map(({ name, basis, values }) => [name, { basis, values }]));

test("probabilities give the two scores exactly as defined", () => {
  // scoreGenerator = mean p_fake; scoreDiscriminator = p_real / 2 + (1 - p_fake) / 2
  const { scoreGenerator, scoreDiscriminator } = series("step,D(x),D(G(z))\n0,0.8,0.3\n1,0.5,0.5\n");
  expect(scoreGenerator).toEqual({ basis: "exact", values: [0.3, 0.5] });
  expect(scoreDiscriminator).toEqual({ basis: "exact", values: [0.8 / 2 + 0.7 / 2, 0.5] });
});

test("the first D(G(z)) is used, the one before the update", () => {
  expect(series("D_x,D_G_z1,D_G_z2\n0.8,0.3,0.1\n").scoreGenerator!.values).toEqual([0.3]);
});

test("summed losses that start at ln 4 bound the scores by exp(-G) and exp(-D / 2)", () => {
  const { scoreGenerator, scoreDiscriminator } = series("iteration,G_loss,D_loss\n0,0.7,1.386\n1,2,0.2\n");
  expect(scoreGenerator!.basis).toBe("loss-bound");
  expect(scoreGenerator!.values[1]).toBeCloseTo(Math.exp(-2), 12);
  expect(scoreDiscriminator!.values[1]).toBeCloseTo(Math.exp(-0.1), 12);
});

test("averaged losses that start at ln 2 bound the discriminator by exp(-D)", () => {
  expect(series("Loss_G,Loss_D\n0.7,0.69\n2,0.2\n").scoreDiscriminator!.values[1]).toBeCloseTo(Math.exp(-0.2), 12);
});

test("logits under a probability's name are refused with the reason and losses are still read", () => {
  const log = parseScores("step,D_real,D_fake,lossD\n0,0.4,-1.4,0.9\n", "log.csv");
  expect(log.series.map(({ name }) => name)).not.toContain("scoreGenerator");
  expect(log.warnings.join(" ")).toContain("D_fake is not used as a score: its values leave [0, 1] (-1.4)");
});

test("negative losses give no scores but stay for the divergence check", () => {
  const log = parseScores("step,g_loss,d_loss\n0,-3,-1\n1,-4,-2\n", "log.csv");
  expect(log.series.map(({ name }) => name)).toEqual(["lossGenerator", "lossDiscriminator"]);
  expect(log.warnings.join(" ")).toContain("Wasserstein");
});

test.each([
  ["tabs", "step\tscoreG\tscoreD\n5\t0.1\t0.9\n"],
  ["semicolons and decimal commas", "step;scoreG;scoreD\n5;0,1;0,9\n"],
  ["a byte order mark, quotes and CRLF", '\uFEFF"Step","Score G","Score D"\r\n5,"0.1",0.9\r\n'],
])("%s are read alike", (_, text) => {
  const log = parseScores(text, "log");
  expect(log.steps).toEqual([5]);
  expect(log.series.map(({ values }) => values)).toEqual([[0.1], [0.9]]);
});

test.each([
  ["tensor(10.5290, grad_fn=<BinaryCrossEntropyBackward0>)", 10.529],
  ["65.62%", 0.6562],
  ["1.2e-05", 1.2e-5],
  ["nan", Number.NaN],
  ["-inf", Number.NEGATIVE_INFINITY],
  ["Infinity", Number.POSITIVE_INFINITY],
  ["", null],
  ["n/a", null],
])("the cell %j is %d", (cell, value) => {
  expect(parseCell(cell)).toBe(value);
});

test("epoch and batch together count iterations and keep the epochs", () => {
  const log = parseScores("Epoch,Batch,Gen Loss,Disc Loss\n0,0,1,1.3\n0,1,1,1.3\n1,0,1,1.3\n1,1,1,1.3\n", "log.csv");
  expect(log).toMatchObject({ stepName: "iteration", steps: [0, 1, 2, 3], epochs: [0, 0, 1, 1] });
});

test("a resumed log keeps the last occurrence of a step and says so", () => {
  const log = parseScores("step,scoreG,scoreD\n1,0.1,0.9\n2,0.2,0.8\n2,0.3,0.7\n3,0.4,0.6\n", "log.csv");
  expect(log.steps).toEqual([1, 2, 3]);
  expect(log.series[0]!.values).toEqual([0.1, 0.3, 0.4]);
  expect(log.warnings.join(" ")).toContain("of 4 rows, the 1");
});

test("an unfinished last line is left out with a warning", () => {
  const log = parseScores("step,scoreG,scoreD\n1,0.1,0.9\n2,0.", "log.csv");
  expect(log.steps).toEqual([1]);
  expect(log.warnings).toEqual(["The last line of the log is unfinished and was left out."]);
});

test("a table without any known column names what it has and what is expected", () => {
  expect(() => parseScores("a,b\n1,2\n", "log.csv")).toThrow(
    /scoreGenerator or .*found a, b and 1 rows.*rename the columns/s,
  );
});

test("arbitrary text is read or refused with an InputError, never anything else", () => {
  const cell = fc.oneof(fc.string(), fc.double().map(String), fc.constantFrom("nan", "tensor(", "1,5"));
  const table = fc
    .array(fc.array(cell, { maxLength: 4 }), { maxLength: 8 })
    .map((rows) => rows.map((row) => row.join(",")).join("\n"));
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        table,
        table.map((text) => `step,scoreG,D_loss\n${text}`),
      ),
      (text) => {
        try {
          const log = parseScores(text, "log.csv");
          for (const { values } of log.series) expect(values).toHaveLength(log.steps.length);
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
        }
      },
    ),
  );
});

test("a missing log says where it was looked for", async () => {
  await expect(readScores("no/such/log.csv")).rejects.toThrow("Expected a score log at no/such/log.csv");
});

const REAL = fileURLToPath(new URL("../../../shared/data/realruns/csv_oddities/", import.meta.url));
describe.skipIf(!existsSync(REAL))("real odd logs (skipped where they are not there)", () => {
  test("tensors as cells, two step columns and plain epochs are all read", async () => {
    const { readdir } = await import("node:fs/promises");
    const files = (await readdir(REAL, { recursive: true })).filter((name) => name.endsWith(".csv"));
    expect(files.length).toBeGreaterThan(2);
    for (const file of files) expect((await readScores(REAL + file)).series.length, file).toBeGreaterThan(1);
  });
});
