import { existsSync } from "node:fs";
import { mkdtemp, readdir, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { InputError } from "../../src/errors.ts";
import { readScores } from "../../src/scores/read-scores.ts";
import { parseScores } from "../helpers/parse-scores.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "scores-"));
});
afterAll(() => rm(folder, { recursive: true }));

const TEXT = "Step,Score G,Score D\r\n5,0.1,0.9\r\n";

test.each<[string, Buffer]>([
  ["UTF-8", Buffer.from(TEXT)],
  ["UTF-8 with a byte order mark", Buffer.from(`\uFEFF${TEXT}`)],
  ["UTF-16, as spreadsheets and PowerShell write it", Buffer.from(`\uFEFF${TEXT}`, "utf16le")],
])("a file in %s is read", async (name, bytes) => {
  const path = join(folder, `${name.slice(0, 24)}.csv`);
  await writeFile(path, bytes);
  const log = await readScores(path);
  expect(log).toMatchObject({ source: path, format: "CSV", stepName: "step", steps: [5] });
  expect(log.series.map(({ columns, values }) => [columns, values])).toEqual([
    [["Score G"], [0.1]],
    [["Score D"], [0.9]],
  ]);
});

test("a missing log, an empty folder and a huge binary file are refused with the path and the next step", async () => {
  await expect(readScores("no/such/log.csv")).rejects.toThrow(/Expected a score log at no\/such\/log\.csv.*Next:/);
  const empty = await mkdtemp(join(folder, "empty-"));
  await expect(readScores(empty)).rejects.toThrow(/none of its 0 files is one\. Next:/);
  const huge = join(folder, "huge.csv");
  await writeFile(huge, "");
  await truncate(huge, 2 ** 32);
  await expect(readScores(huge)).rejects.toThrow(/huge\.csv is a binary file of an unknown kind\. Next:/);
});

test("a huge JSON document is refused before it is read, with what to write instead", async () => {
  const huge = join(folder, "huge.json");
  await writeFile(huge, `{\n"d_loss": [${" ".repeat(2 ** 17)}`);
  await truncate(huge, 2 ** 32);
  await expect(readScores(huge)).rejects.toThrow(/at most 128 MiB but .*huge\.json has 4096 MiB\. Next:/);
});

test("a file of random bytes is refused with an InputError", async () => {
  const path = join(folder, "picture.csv");
  await writeFile(path, Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 7919) % 256)));
  await expect(readScores(path)).rejects.toBeInstanceOf(InputError);
});

test.each([
  ["unknown columns", "a,b\n1,2\n", /found a, b and 1 rows/],
  ["a header alone", "step,scoreG\n", /found step, scoreG and 0 rows/],
  ["words in place of numbers", "step,scoreG\n1,high\n2,low\n", /scoreG is not used: none of its cells is a number/],
  ["logits only", "step,D_real,D_fake\n1,7,-7\n", /its values leave \[0, 1\] \(-7\).*its values leave \[0, 1\] \(7\)/],
  ["an index without a name", "scoreG,scoreD\n0,0.5,0.5\n1,0.5,0.5\n", /2 rows have more cells than the header/],
])("a log with %s has no usable columns, and the error says what was expected and found", (_, text, found) => {
  expect(() => parseScores(text, "my.csv")).toThrow(InputError);
  expect(() => parseScores(text, "my.csv")).toThrow(/Expected columns such as scoreGenerator or .* in my\.csv/);
  expect(() => parseScores(text, "my.csv")).toThrow(found);
});

test("an unfinished last line is left out with a warning", () => {
  const log = parseScores("step,scoreG,scoreD\n1,0.1,0.9\n2,0.", "log.csv");
  expect(log.steps).toEqual([1]);
  expect(log.warnings).toEqual(["The last line of the log is unfinished and was left out."]);
});

test("a name as long as a file is cut in messages", () => {
  const name = "x".repeat(1e6);
  expect(() => parseScores(`${name},b\n1,2\n`, "log.csv")).toThrow(/^.{0,1000}$/s);
});

test("arbitrary text is read in order or refused with an InputError, never anything else", () => {
  const cell = fc.oneof(
    fc.string(),
    fc.double().map(String),
    fc.constantFrom("nan", "-inf", "tensor(", '"', "1,5", "1e308", "__proto__", "\u0000", "\r", "\uFEFF"),
  );
  const table = fc
    .array(fc.array(cell, { maxLength: 5 }), { maxLength: 8 })
    .map((rows) => rows.map((row) => row.join(",")).join("\n"));
  const headed = fc
    .tuple(fc.constantFrom("step,scoreG,D_loss", "epoch;i;D_real;D_fake", "epoch\titer\td1\td2"), table)
    .map(([header, text]) => `${header}\n${text}`);
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: "binary" }), table, headed), (text) => {
      try {
        const { steps, series, epochs } = parseScores(text, "log.csv");
        expect(steps.length).toBeGreaterThan(0);
        expect(steps.every((step, row) => Number.isFinite(step) && (row === 0 || step > steps[row - 1]!))).toBe(true);
        expect(epochs?.length ?? steps.length).toBe(steps.length);
        for (const { values } of series) expect(values).toHaveLength(steps.length);
      } catch (error) {
        expect(error).toBeInstanceOf(InputError);
      }
    }),
    { numRuns: 500 },
  );
});

const REAL = fileURLToPath(new URL("../../../shared/data/realruns/csv_oddities/", import.meta.url));
describe.skipIf(!existsSync(REAL))("real odd logs (skipped where they are not there)", () => {
  test("tensors as cells, two step columns and plain epochs are all read to both scores", async () => {
    const files = (await readdir(REAL, { recursive: true })).filter((name) => name.endsWith(".csv")).sort();
    const logs = await Promise.all(files.map((file) => readScores(join(REAL, file))));
    expect(logs.map(({ stepName }) => stepName)).toEqual(["iteration", "epoch", "row"]);
    for (const { series } of logs)
      expect(series.map(({ name }) => name)).toEqual(expect.arrayContaining(["scoreGenerator", "scoreDiscriminator"]));
    // The first line of the file: tensor(10.5290, grad_fn=...), tensor(0.0009, grad_fn=...)
    expect(logs[2]!.series.find(({ name }) => name === "lossGenerator")!.values[0]).toBe(10.529);
  });
});
