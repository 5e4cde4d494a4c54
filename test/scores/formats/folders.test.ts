/** Files and folders as runs leave them: several files of one run, event files, encodings. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readScores } from "../../../src/scores/read-scores.ts";
import { event, eventFile, simpleScalar, tensorScalar } from "../../helpers/event-files.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "run-"));
});
afterEach(() => rm(folder, { recursive: true }));

const write = async (files: Record<string, string | Buffer>) => {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
};

const valuesOf = async (path: string | string[], name: string) => {
  const log = await readScores(path);
  return log.series.find((known) => known.name === name)?.values;
};

const scalars = (tag: string, values: readonly number[], wallTime = 0) =>
  values.map((value, step) => event(step, wallTime + step, simpleScalar(tag, value)));

test("BigGAN's folder of metric files and its jsonl are one log, by their iterations", async () => {
  await write({
    "G_loss.log": "1000: 5.000e-01\n2000: 7.500e-01\n",
    "D_loss_real.log": "1000: 2.500e-01\n2000: 1.250e-01\n",
    "D_loss_fake.log": "1000: 2.500e-01\n2000: 0.000e+00\n",
    "run_log.jsonl": '{"itr": 2000, "IS_mean": 2.80, "FID": 173.76, "_stamp": 1551403232.04}\n',
    "metalog.txt": "Namespace(G_lr=0.0002)\n",
    "samples/0.png": Buffer.from([137, 80, 78, 71]),
  });
  const log = await readScores(folder);
  expect(log.steps).toEqual([1000, 2000]);
  expect(log.loss.kind).toBe("hinge");
  expect(log.series.find(({ name }) => name === "criticFake")!.values).toEqual([-0.5, -0.75]);
  expect(log.refusals.map(({ reason }) => reason).join(" ")).toContain("D_loss_real gives no scores");
  expect(log.metrics.find(({ name }) => name === "FID")!.values).toEqual([173.76]);
  const told = await readScores(folder, { loss: "bce" });
  expect(told.series.find(({ name }) => name === "scoreDiscriminator")!.values[0]).toBeCloseTo(Math.exp(-0.25), 9);
});

test("StyleGAN's folder joins stats.jsonl with the metrics beside it, and log.txt is no obstacle", async () => {
  const stat = (mean: number, std = 1) => ({ num: 1, mean, std });
  const tick = (kimg: number) =>
    JSON.stringify({ "Loss/scores/fake": stat(-1), "Loss/scores/real": stat(1), "Progress/kimg": stat(kimg, 0) });
  await write({
    "stats.jsonl": `${tick(4)}\n${tick(8)}\n`,
    "metric-fid50k_full.jsonl":
      '{"results": {"fid50k_full": 60.94}, "metric": "fid50k_full", "snapshot_pkl": "network-snapshot-000008.pkl"}\n',
    "log.txt": "tick 0     kimg 4.0      time 2m 22s       sec/tick 19.3    sec/kimg 602.01  augment 0.000\n",
    "training_options.json": '{\n "num_gpus": 1,\n "betas": [0, 0.99]\n}\n',
  });
  const log = await readScores(folder);
  expect(log).toMatchObject({ stepName: "kimg", steps: [4, 8] });
  expect(log.series.map(({ name, basis }) => [name, basis])).toEqual([
    ["scoreGenerator", "corrected-logit"],
    ["scoreDiscriminator", "corrected-logit"],
  ]);
  expect(log.metrics.find(({ name }) => name === "FID")).toMatchObject({ steps: [8], values: [60.94] });
});

test("the files and sub-directories of one event log are one run; the later wall time wins", async () => {
  await write({
    "events.out.tfevents.1": eventFile(...scalars("Loss/D", [1.4, 1.3, 1.2])),
    "events.out.tfevents.2": eventFile(
      event(2, 1000, simpleScalar("Loss/D", 0.5)),
      event(3, 1001, simpleScalar("Loss/D", 0.25)),
    ),
    "events.out.tfevents.3": eventFile(),
    "prob/real/events.out.tfevents.1": eventFile(...scalars("prob", [0.75, 0.5, 0.5])),
    "prob/fake/events.out.tfevents.1": eventFile(...scalars("prob", [0.25, 0.25, 0.5])),
  });
  const log = await readScores(folder);
  expect(log).toMatchObject({ format: "TensorBoard event files", stepName: "step", steps: [0, 1, 2, 3] });
  expect(log.series.find(({ name }) => name === "scoreGenerator")).toMatchObject({
    basis: "exact",
    values: [0.25, 0.25, 0.5, null],
  });
  expect(
    log.series.find(({ name }) => name === "lossDiscriminator")!.values.map((value) => Number(value!.toFixed(6))),
  ).toEqual([1.4, 1.3, 0.5, 0.25]);
});

test("mimicry's directories are named by the quantity, and torch's add_scalars by both", async () => {
  await write({
    "data/D(x)/events.out.tfevents.1": eventFile(...scalars("prob", [0.75])),
    "data/D(G(z))/events.out.tfevents.1": eventFile(...scalars("prob", [0.25])),
    "data/errG/events.out.tfevents.1": eventFile(...scalars("loss", [1.5])),
  });
  expect(await valuesOf(folder, "scoreGenerator")).toEqual([0.25]);
  expect(await valuesOf(folder, "scoreDiscriminator")).toEqual([0.75]);
  expect(await valuesOf(folder, "lossGenerator")).toEqual([1.5]);
});

test("TensorFlow 2's scalars are read, and a truncated tail is said", async () => {
  const bytes = eventFile(...[0.75, 0.5].map((value, step) => event(step, step, tensorScalar("gen_loss", value))));
  await write({ "events.out.tfevents.1.v2": bytes.subarray(0, -5) });
  const log = await readScores(join(folder, "events.out.tfevents.1.v2"));
  expect(log.series.find(({ name }) => name === "lossGenerator")!.values).toEqual([0.75]);
  expect(log.warnings.join(" ")).toMatch(/The last \d+ bytes can not be read and were left out/);
});

test("a file's kind is seen in its content, not in its name", async () => {
  await write({ "log.csv": eventFile(...scalars("Loss_G", [0.5])), "events.out.tfevents.9": "step,Loss_G\n0,0.25\n" });
  expect(await valuesOf(join(folder, "log.csv"), "lossGenerator")).toEqual([0.5]);
  expect(await valuesOf(join(folder, "events.out.tfevents.9"), "lossGenerator")).toEqual([0.25]);
});

test("a folder of several runs is refused, and the same files named one by one only warn", async () => {
  await write({
    "a/log.csv": "step,Loss_G\n0,0.5\n1,0.6\n2,0.7\n",
    "b/log.csv": "step,Loss_G\n0,1.5\n1,1.6\n2,1.7\n",
  });
  await expect(readScores(folder)).rejects.toThrow(
    /Expected the logs of one run but .*a.log\.csv and .*b.log\.csv both start at step 0/,
  );
  const paths = [join(folder, "a/log.csv"), join(folder, "b/log.csv")];
  const log = await readScores(paths);
  expect(log.series.find(({ name }) => name === "lossGenerator")!.values).toEqual([1.5, 1.6, 1.7]);
  expect(log.warnings.join(" ")).toContain("hold other numbers for the same steps");
});

test("the parts of a resumed run are joined, and the last occurrence of a step counts", async () => {
  await write({ "1.csv": "step,Loss_G\n0,0.5\n100,0.6\n200,0.7\n", "2.csv": "step,Loss_G\n200,0.9\n300,1\n" });
  expect(await valuesOf([join(folder, "1.csv"), join(folder, "2.csv")], "lossGenerator")).toEqual([0.5, 0.6, 0.9, 1]);
});

test("two records of one run agree, and are no two runs", async () => {
  await write({
    "a.csv": "step,Loss_G\n0,0.5\n1,0.6\n",
    "b.jsonl": '{"step": 0, "errG": 0.50001}\n{"step": 1, "errG": 0.6, "errD": 1}\n',
  });
  expect(await valuesOf(folder, "lossDiscriminator")).toEqual([null, 1]);
});

test("a file with one quantity is named on the command line", async () => {
  await write({ "x.csv": "Wall time,Step,Value\n1,0,0.25\n", "y.csv": "Wall time,Step,Value\n1,0,0.75\n" });
  const log = await readScores([`D(G(z))=${join(folder, "x.csv")}`, `D(x)=${join(folder, "y.csv")}`]);
  expect(log.series.map(({ name, values }) => [name, values])).toEqual([
    ["scoreGenerator", [0.25]],
    ["scoreDiscriminator", [0.75]],
  ]);
});

test("logs that count differently are not mixed, and the user is told", async () => {
  await write({ "a.csv": "step,Loss_G,Loss_D\n0,0.7,1.4\n1,0.6,1.3\n", "b.csv": "epoch,D_real,lr\n0,0.5,1\n" });
  const log = await readScores([join(folder, "a.csv"), join(folder, "b.csv")]);
  expect(log.warnings.join(" ")).toMatch(
    /b\.csv counts in epochs and .*a\.csv in steps: the losses and scores of the former are not used/,
  );
});

test.each<[string, (text: string) => Buffer]>([
  ["UTF-16 LE", (text) => Buffer.from(`\uFEFF${text}`, "utf16le")],
  ["UTF-16 BE", (text) => Buffer.from(`\uFEFF${text}`, "utf16le").swap16()],
  ["CRLF", (text) => Buffer.from(text.replaceAll("\n", "\r\n"))],
])("a text log in %s is read", async (_, encode) => {
  await write({ "log.txt": encode("[0/9][0/7] Loss_D: 1.4 Loss_G: 0.7\n[0/9][1/7] Loss_D: 1.2 Loss_G: 0.75\n") });
  expect(await valuesOf(join(folder, "log.txt"), "lossGenerator")).toEqual([0.7, 0.75]);
});

test("a long log keeps at most half a million rows and every number that broke", async () => {
  const rows = 600_000;
  const text = ["step,Loss_G"];
  for (let row = 0; row < rows; row++) text.push(`${row},${row === 123_457 ? "nan" : "0.5"}`);
  await write({ "log.csv": text.join("\n") });
  const log = await readScores(join(folder, "log.csv"));
  expect(log.sources[0]!.lines.read).toBe(rows);
  expect(log.steps.length).toBeLessThanOrEqual(2 ** 19);
  expect(log.steps.length).toBeGreaterThan(2 ** 18);
  expect(log.series[0]!.values[log.steps.indexOf(123_457)]).toBeNaN();
  expect(log.warnings.join(" ")).toContain("The log is long: about one of 2 rows was kept");
});

const stopped = [
  "2025-01-01 10:00:00,123 - INFO - Saved the setup, with 3 files",
  "2025-01-01 10:00:01,123 - INFO - Start",
];
const going = (rows: number, at = 0.7) =>
  Array.from({ length: rows }, (_, row) => `Epoch ${row + 1}/90 - Loss D: ${at + row / 100}, Loss G: ${at}`);

test("a log that was stopped before its first loss does not hide the one beside it, and is named", async () => {
  await write({ "run_1.log": stopped.join("\n"), "run_2.log": [...stopped, ...going(60), ""].join("\n") });
  const log = await readScores(folder);
  expect(log.steps).toHaveLength(60);
  expect(log.warnings.join(" ")).toContain("run_1.log: holds no losses");
});

test.each([
  ["a text log", going(5, 1.2).join("\n")],
  [
    "a table",
    `epoch,loss_D,loss_G\n${going(5)
      .map((_, row) => `${row + 1},1.3,${row}`)
      .join("\n")}\n`,
  ],
  ["a table without rows", "epoch,loss_D,loss_G\n"],
  ["an event file without events", eventFile()],
])("%s of a run that was stopped early does not hide the log of the one that went on", async (_, content) => {
  await write({ "a/first": content, "b/run.log": `${going(60).join("\n")}\n` });
  const log = await readScores(folder);
  expect(log.steps).toHaveLength(60);
  expect(log.series.find(({ name }) => name === "lossGenerator")!.values[0]).toBe(0.7);
});

test("a run that was stopped early is named where its log is left out", async () => {
  await write({ "a.log": `${going(5, 1.2).join("\n")}\n`, "b.log": `${going(60).join("\n")}\n` });
  expect((await readScores(folder)).warnings.join(" ")).toMatch(/a\.log starts where .*b\.log does.*left out/);
});

test("event files of a resumed run that overlap with other values are said to, copies of one are not", async () => {
  await write({
    "events.out.tfevents.1": eventFile(...scalars("Loss_G", [1.5, 1.25, 1, 0.75])),
    "events.out.tfevents.2": eventFile(
      ...[0.5, 0.25, 0.125].map((value, index) => event(index + 2, 500 + index, simpleScalar("Loss_G", value))),
    ),
  });
  const resumed = await readScores(folder);
  expect(resumed.series.find(({ name }) => name === "lossGenerator")!.values).toEqual([1.5, 1.25, 0.5, 0.25, 0.125]);
  expect(resumed.warnings.join(" ")).toMatch(/2 steps, the first of them 2, stand in several event files/);
  await write({ "events.out.tfevents.2": eventFile(...scalars("Loss_G", [1.5, 1.25, 1, 0.75])) });
  expect((await readScores(folder)).warnings.join(" ")).not.toContain("several event files");
});
