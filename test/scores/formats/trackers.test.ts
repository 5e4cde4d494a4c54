/** What trackers and trainers leave behind: files of one metric, records of one number, JSON of many shapes. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readScores } from "../../../src/scores/read-scores.ts";
import type { ScoreLog } from "../../../src/scores/score-log.ts";
import { parseScores } from "../../helpers/parse-scores.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "run-"));
});
afterEach(() => rm(folder, { recursive: true }));

const write = async (files: Record<string, string>) => {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
};

const D = [0.65, 0.5, 0.25];
const G = [0.7, Number.NaN, 1.5];
const STEPS = [0, 10, 20];
const losses = ({ series }: ScoreLog) =>
  ["lossDiscriminator", "lossGenerator"].map((name) => series.find((known) => known.name === name)?.values);
/** As Python's json module writes it. */
const json = (value: unknown, space?: number) =>
  JSON.stringify(value, (_, inner) => (Number.isNaN(inner) ? "NaN" : inner), space).replaceAll('"NaN"', "NaN");
const rows = STEPS.map((step, row) => ({ step, d_loss: D[row]!, g_loss: G[row]! }));
const records = [
  ...D.map((value, row) => ["d_loss", value, STEPS[row]!] as const),
  ...G.map((value, row) => ["g_loss", value, STEPS[row]!] as const),
];

test.each<[string, unknown]>([
  [
    "Hugging Face's trainer state",
    {
      best_metric: null,
      global_step: 20,
      log_history: rows.map((row) => ({ epoch: row.step / 10, ...row })),
      trial: [{ lr: 1 }],
    },
  ],
  [
    "a list of rows, nested as tensorpack names it",
    rows.map(({ step, d_loss, g_loss }) => ({
      "GAN_loss/discrim/loss": d_loss,
      "GAN_loss/gen/loss": g_loss,
      global_step: step,
    })),
  ],
  [
    "Sacred's metrics",
    {
      d_loss: { steps: STEPS, timestamps: ["a", "b", "c"], values: D },
      g_loss: { steps: STEPS, timestamps: [], values: G },
    },
  ],
  [
    "MLflow's run",
    {
      info: { run_id: "x" },
      data: { metrics: records.map(([key, value, step]) => ({ key, value, timestamp: 1616161600000, step })) },
    },
  ],
  [
    "Comet's metrics",
    records.map(([metricName, metricValue, step]) => ({
      metricName,
      metricValue: String(metricValue),
      timestamp: 1616161600000,
      step,
      epoch: null,
      runContext: null,
    })),
  ],
  [
    "charts of x and y",
    [
      { name: "d_loss", x: STEPS, y: D },
      { name: "g_loss", x: STEPS, y: G },
    ],
  ],
  [
    "pairs of step and value",
    { d_loss: D.map((value, row) => [STEPS[row], value]), g_loss: G.map((value, row) => [STEPS[row], value]) },
  ],
  [
    "columns and data, as W&B and pandas write tables",
    {
      columns: ["step", "d_loss", "g_loss"],
      index: [0, 1, 2],
      data: rows.map(({ step, d_loss, g_loss }) => [step, d_loss, g_loss]),
    },
  ],
  [
    "rows below their names",
    [["step", "d_loss", "g_loss"], ...rows.map(({ step, d_loss, g_loss }) => [step, d_loss, g_loss])],
  ],
  [
    "columns by their index, as pandas writes them",
    { d_loss: { 0: D[0], 10: D[1], 20: D[2] }, g_loss: { 0: G[0], 10: G[1], 20: G[2] } },
  ],
  [
    "rows by their step",
    Object.fromEntries(rows.map(({ step, d_loss, g_loss }) => [`step_${step}`, { d_loss, g_loss }])),
  ],
  [
    "lists far below other things",
    { config: { lr: [0.1, 0.2].join() }, history: { step: STEPS, discriminator: { loss: D }, generator: { loss: G } } },
  ],
])("%s in JSON are read, on one line or on many", (_, document) => {
  for (const space of [undefined, 1]) {
    const log = parseScores(json(document, space), "log.json");
    expect(log).toMatchObject({ stepName: "step", steps: STEPS });
    expect(losses(log)).toEqual([D, G]);
  }
});

test("lists without a step are counted by their rows, under the names of what holds them", () => {
  const log = parseScores(
    json({ history: { discriminator: { loss: D, acc: [0.5, 0.5, 0.5] }, generator: { loss: G } } }),
    "a.json",
  );
  expect(log).toMatchObject({ stepName: "row", steps: [0, 1, 2] });
  expect(losses(log)).toEqual([D, G]);
});

test("messages with one number each, as Comet keeps them offline, are brought together by their steps", () => {
  const lines = records.map(([metricName, metricValue, step]) =>
    json({ type: "metric_msg", payload: { metric: { metricName, metricValue }, step } }),
  );
  const log = parseScores(
    `${json({ type: "parameter_msg", payload: { lr: 0.1 } })}\n${lines.join("\n")}\n`,
    "messages.json",
  );
  expect(log).toMatchObject({ steps: STEPS });
  expect(losses(log)).toEqual([D, G]);
});

test.each([
  [
    "MLflow's and others' exports",
    "run_id,metric,value,step,timestamp",
    ([name, value, step]: (typeof records)[number]) => `abc,${name},${value},${step},1616161600000`,
  ],
  [
    "TensorBoard's data frame",
    "run,tag,step,value,wall_time",
    ([name, value, step]: (typeof records)[number]) => `train,${name},${step},${value},1616161600.5`,
  ],
])("a table of one number a row, as in %s, is turned", (_, header, line) => {
  const log = parseScores(`${[header, ...records.map(line)].join("\n")}\n`, "metrics.csv");
  expect(log).toMatchObject({ format: "CSV of one number a row", steps: STEPS, warnings: [expect.any(String)] });
  expect(losses(log)).toEqual([D, G]);
});

test("a W&B history names its losses by the part of the training", () => {
  const lines = rows.map(({ step, d_loss, g_loss }) =>
    json({ _step: step, _runtime: 0.5 * step, _timestamp: 1616161600, "train/d_loss": d_loss, "train/g_loss": g_loss }),
  );
  expect(losses(parseScores(`${lines.join("\n")}\n`, "history.jsonl"))).toEqual([D, G]);
});

/** Fields of a message of protocol buffers: texts and messages by their bytes, numbers as varints below 2^28. */
const message = (...fields: [number: number, value: string | Buffer | number][]): Buffer =>
  Buffer.concat(
    fields.map(([number, value]) => {
      if (typeof value === "number") return Buffer.from([...varint(number << 3), ...varint(value)]);
      const bytes = Buffer.from(value);
      return Buffer.concat([Buffer.from([...varint((number << 3) | 2), ...varint(bytes.length)]), bytes]);
    }),
  );
const varint = (value: number): number[] => (value < 128 ? [value] : [(value & 127) | 128, ...varint(value >> 7)]);

/** The records of a log of LevelDB's kind behind W&B's header, cut at the ends of blocks. */
const wandbFile = (contents: readonly Buffer[]): Buffer => {
  const parts: Uint8Array[] = [Buffer.from(":W&B"), Buffer.from([0xe1, 0xbe, 0])];
  let at = 7;
  const put = (bytes: Uint8Array) => {
    parts.push(bytes);
    at += bytes.length;
  };
  for (const whole of contents) {
    let content: Uint8Array = whole;
    for (let isFirst = true; isFirst || content.length > 0; isFirst = false) {
      const left = 32_768 - (at % 32_768);
      if (left < 7) put(Buffer.alloc(left));
      const room = 32_768 - (at % 32_768) - 7;
      const data = content.subarray(0, room);
      content = content.subarray(data.length);
      const kind = isFirst ? (content.length === 0 ? 1 : 2) : content.length === 0 ? 4 : 3;
      const head = Buffer.alloc(7);
      head.writeUInt16LE(data.length, 4);
      head[6] = kind;
      put(Buffer.concat([head, data]));
    }
  }
  return Buffer.concat(parts);
};

const historyRecord = (step: number, items: Record<string, string>): Buffer =>
  message(
    [1, step + 1],
    [
      2,
      message(...Object.entries(items).map(([key, json]): [number, Buffer] => [1, message([1, key], [16, json])]), [
        2,
        message([1, step]),
      ]),
    ],
  );

test("the history in W&B's own file of a run that was never sent is read, over the ends of blocks and up to its last whole record", async () => {
  const console_ = message([13, message([3, "x".repeat(40_000)])]);
  const contents = STEPS.flatMap((step, row) => [
    console_,
    historyRecord(step, {
      "train/d_loss": String(D[row]),
      "train/g_loss": Number.isNaN(G[row]) ? '"NaN"' : String(G[row]),
      picture: '{"_type": "image-file"}',
    }),
  ]);
  await writeFile(join(folder, "run-x.wandb"), wandbFile(contents));
  await writeFile(
    join(folder, "cut.wandb"),
    wandbFile([...contents, historyRecord(30, { "train/d_loss": "0.1" })]).subarray(0, -5),
  );
  for (const name of ["run-x.wandb", "cut.wandb"]) {
    const log = await readScores(join(folder, name));
    expect(log).toMatchObject({ format: "W&B run file", stepName: "step", steps: STEPS });
    expect(losses(log)).toEqual([D, G]);
  }
});

test("a W&B file of noise ends in an error that can be understood", async () => {
  await writeFile(
    join(folder, "run.wandb"),
    wandbFile([Buffer.from([255, 255, 255]), message([2, Buffer.from([255])])]),
  );
  await expect(readScores(join(folder, "run.wandb"))).rejects.toThrow(/Expected columns such as/);
});

test("MLflow's folder holds a file per metric, also in folders of names with slashes", async () => {
  const file = (values: number[], steps = STEPS) =>
    values.map((value, row) => `161616160000${row} ${value} ${steps[row]}\n`).join("");
  const beside = { "meta.yaml": "a: 1\n", "params/lr": "0.0002", "tags/mlflow.user": "me" };
  await write({ "metrics/train/d_loss": file(D), "metrics/train/g_loss": file(G), ...beside });
  const log = await readScores(folder);
  expect(log).toMatchObject({ format: "MLflow metric file", steps: STEPS });
  expect(losses(log)).toEqual([D, G]);
  await write({ "metrics/train/d_loss": file(D, [0, 0, 0]), "metrics/train/g_loss": file(G, [0, 0, 0]) });
  expect(losses(await readScores(folder))).toEqual([D, G]);
});

test.each([
  ["Neptune", "index,value,timestamp", (step: number, value: number) => `${step},${value},161616160`],
  ["pandas", ",step,value,timestamp", (step: number, value: number) => `7,${step},${value},2024-03-01 10:00:00`],
  ["TensorBoard", "Wall time,Step,Value", (step: number, value: number) => `1616161600.5,${step},${value}`],
])("a CSV per metric, as %s exports it, is named by its file", async (_, header, line) => {
  const file = (values: number[]) =>
    `${[header, ...values.map((value, row) => line(STEPS[row]!, value))].join("\n")}\n`;
  await write({ "d_loss.csv": file(D), "g_loss.csv": file(G) });
  const log = await readScores(folder);
  expect(log).toMatchObject({ stepName: "step", steps: STEPS });
  expect(losses(log)).toEqual([D, G]);
  expect(losses(await readScores([`Loss_D=${join(folder, "d_loss.csv")}`]))[0]).toEqual(D);
});

test("a document without any list of numbers is refused for that", () => {
  for (const text of ["[]", '{"model": {"layers": ["a", "b"]}}'])
    expect(() => parseScores(text, "a.json")).toThrow(/JSON document without any list of numbers or of rows/);
});

test("a document with very many lists is read within its bounds, and the known ones among them", () => {
  const many = Object.fromEntries(Array.from({ length: 130_000 }, (_, index) => [`k${index}`, [1, 2]]));
  const log = parseScores(json({ ...many, d_loss: [0.5, 0.25], long: Array(200_000).fill(1) }), "log.json");
  expect(log.series.find(({ name }) => name === "lossDiscriminator")!.values.slice(0, 2)).toEqual([0.5, 0.25]);
  expect(log.warnings.join(" ")).toMatch(/128002 of 130002 lists were left out/);
});

test("a table of very many columns is read up to a bound, and says so", () => {
  const header = ["step", "d_loss", ...Array.from({ length: 20_000 }, (_, index) => `c${index}`)].join();
  const log = parseScores(`${header}\n${Array.from({ length: 5000 }, (_, row) => `${row},0.5\n`).join("")}`, "log.csv");
  expect(log.steps).toHaveLength(5000);
  expect(log.warnings.join(" ")).toContain("18002 columns behind the first 2000");
});

const good = (epochs: number, start = 0.7) =>
  Array.from(
    { length: epochs },
    (_, row) =>
      `Epoch ${row + 1}/150 - Loss D: ${(1.3 + row / 1000).toFixed(4)}, Loss G: ${(start + row / 1000).toFixed(4)}\n`,
  ).join("");

test.each<[string, Record<string, string>]>([
  [
    "text that ends before the first epoch",
    {
      "a.log":
        "2024-03-01 10:00:00,123 - INFO - Using a loss, 2 workers\n2024-03-01 10:00:01,123 - INFO - Starting, 150 epochs\n",
    },
  ],
  ["a header without rows", { "a.csv": "step,d_loss,g_loss,real_score,fake_score,learning_rate,duration,accuracy\n" }],
  [
    "a table of two rows that counts otherwise",
    { "a.csv": "step,d_loss,g_loss,D_x,D_G_z1,fid\n100,1.3,0.7,0.5,0.4,300\n200,1.2,0.8,0.6,0.3,250\n" },
  ],
  [
    "a JSON configuration and an empty list",
    { "a.json": '{"epochs": 150, "lr": 0.0002, "name": "the run that was given up at once"}', "b.json": "[]" },
  ],
  ["three epochs of the same run", { "a.log": good(3, 0.9) }],
  ["a broken JSON document", { "a.json": `{"d_loss": [0.5, 0.25${", 0.25".repeat(40)}` }],
])("a log that was given up, with %s, does not hide the good one beside it", async (_, files) => {
  await write({ ...files, "z.log": good(150) });
  const log = await readScores(folder);
  expect(log.steps.at(-1)).toBe(150);
  expect(log.series.find(({ name }) => name === "lossGenerator")!.values.at(-1)).toBeCloseTo(0.849, 9);
  const said = [...log.warnings, ...log.sources.map(({ path }) => path)].join(" ");
  for (const name of Object.keys(files)) if (/log|csv/.test(name)) expect(said).toContain(name);
});
