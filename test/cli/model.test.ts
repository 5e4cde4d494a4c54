import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Analysis, Comparison } from "../../src/analysis/analysis.ts";
import { run } from "../helpers/cli.ts";
import { writeDrawings } from "../helpers/pictures.ts";
import { meansModel, WIDTH, writeGraphModel } from "../helpers/user-models.ts";

let root: string;
let pictures: string;
let onnx: string;
let graph: string;
const COPIES = 12;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "model-cli-"));
  pictures = join(root, "pictures");
  await writeDrawings(pictures, [
    ...Array.from({ length: COPIES }, () => 7),
    ...Array.from({ length: 12 }, (_, seed) => 100 + seed),
  ]);
  onnx = join(root, "tiny.onnx");
  await writeFile(onnx, meansModel());
  graph = await writeGraphModel(join(root, "graph"));
});
afterAll(() => rm(root, { recursive: true }));

const check = (...options: string[]): Analysis => {
  const { stdout, stderr } = run("check", pictures, "--json", "-", "--fail-on", "never", ...options);
  if (stdout === "") throw new Error(stderr);
  return JSON.parse(stdout) as Analysis;
};

test("a user's ONNX model finds the copies, and the analysis names it with its hash and what it saw", () => {
  const { embedder, threshold, backend, checkpoints, verdict, warnings } = check(
    "--model",
    onnx,
    "--threshold",
    "0.999999",
  );
  expect(embedder).toEqual({
    id: expect.stringMatching(/^tiny\.onnx@[0-9a-f]{12}$/) as string,
    dimension: WIDTH,
    preparation: "stretched to 8 x 8, normalised as imagenet",
  });
  expect(threshold).toMatchObject({ value: 0.999999, basis: "given by --threshold" });
  expect(backend?.name).toContain("ONNX Runtime");
  const [largest] = checkpoints[0]!.groups;
  expect(largest!.size).toBe(COPIES);
  expect(largest!.parts).toBeUndefined();
  expect(verdict).toMatchObject({ status: "mode-collapse", confidence: "medium" });
  expect(warnings).toEqual([
    expect.stringContaining(`not with ${embedder!.id}`) as string,
    // A threshold of 0.999999 lets exact copies through only.
    expect.stringMatching(/^Only \d+ % of 24 mildly changed copies/) as string,
  ]);
});

test("a TensorFlow.js model of the same function measures the same, on TensorFlow.js", () => {
  const options = ["--threshold", "0.999999", "--model-normalize", "half"];
  const one = check("--model", onnx, ...options);
  const other = check("--model", graph, ...options);
  expect(other.backend?.name).toContain("TensorFlow.js");
  expect(other.embedder?.id).toMatch(/^graph@/);
  const similarity = ({ checkpoints }: Analysis) => checkpoints[0]!.metrics.meanSimilarity.value;
  expect(similarity(other)).toBeCloseTo(similarity(one), 4);
  expect(other.checkpoints[0]!.groups.map(({ members }) => [...members].sort())).toEqual(
    one.checkpoints[0]!.groups.map(({ members }) => [...members].sort()),
  );
});

test("embeddings in the cache belong to the model's settings", () => {
  const measure = (...options: string[]) =>
    check("--model", onnx, "--threshold", "0.9", "--cache-dir", join(root, "cache"), ...options).checkpoints;
  const first = measure("--model-normalize", "imagenet");
  expect(measure("--model-normalize", "none")).not.toEqual(first);
  expect(measure("--model-normalize", "imagenet")).toEqual(first);
});

test("with real images a model needs no threshold, and its confidence is not lowered", async () => {
  const real = join(root, "photographs");
  await writeDrawings(
    real,
    Array.from({ length: 120 }, (_, seed) => 500 + seed),
  );
  const { threshold, warnings } = check("--model", onnx, "--reference", real);
  expect(threshold?.calibration).toMatchObject({ kind: "reference", images: 120 });
  expect(warnings.filter((text) => text.includes("built-in embedder"))).toEqual([]);
  const few = join(root, "few");
  await writeDrawings(few, [1, 2, 3]);
  const { status, stderr } = run("check", pictures, "--model", onnx, "--reference", few);
  expect(stderr).toContain("Expected 100 or more distinct real images to calibrate the threshold of this model");
  expect(status).toBe(3);
});

test("the HTML report says what the model saw", async () => {
  const path = join(root, "analysis.json");
  await writeFile(path, JSON.stringify(check("--model", onnx, "--threshold", "0.9")));
  const html = join(root, "report.html");
  expect(run("report", path, "--html", html).status).toBe(0);
  const { readFile } = await import("node:fs/promises");
  expect(await readFile(html, "utf8")).toMatch(
    /tiny\.onnx@[0-9a-f]{12}, 5 dimensions, stretched to 8 x 8, normalised as imagenet/,
  );
});

test.each<[string[], number, string]>([
  [["--model", "ONNX"], 2, "Expected --threshold or --reference together with --model"],
  [["--model", "dinov2-small"], 2, "Expected --threshold or --reference together with --model dinov2-small"],
  [["--model-pooling", "cls"], 2, "Expected --model together with --model-pooling"],
  [["--model-input-size", "4"], 2, "Expected a whole number of pixels from 8 to 2048 for --model-input-size"],
  [["--model-normalize", "zero"], 2, "Expected one of imagenet, clip, half, none for --model-normalize"],
  [["--model", "nowhere.onnx", "--threshold", "0.9"], 3, "Expected a model at nowhere.onnx but it can not be read"],
  [
    ["--model", "ONNX", "--threshold", "0.9", "--device", "tfjs"],
    3,
    "ONNX models run on ONNX Runtime, which --device tfjs is not",
  ],
  [["--model", "GRAPH", "--threshold", "0.9", "--device", "webgpu"], 3, "TensorFlow.js models run on TensorFlow.js"],
  [
    ["--model", "dinov2-small", "--threshold", "0.9", "--offline"],
    3,
    "--offline forbids fetching it. Next: run once without --offline, or put http://127.0.0.1:9/Xenova/",
  ],
  [["--model", "mobilenet", "--threshold", "0.9"], 3, "Expected to fetch http://127.0.0.1:9/onnxmodelzoo/"],
  [["--model", "sscd"], 3, "nobody offers it as a file"],
])("%j exits with %i and says why", (options, status, message) => {
  process.env.HF_ENDPOINT = "http://127.0.0.1:9";
  const names: Record<string, string> = { ONNX: onnx, GRAPH: graph };
  const result = run("check", pictures, ...options.map((option) => names[option] ?? option));
  expect(result.stderr).toContain(message);
  expect(result.status).toBe(status);
});

test.each([
  ["directml", "win32"],
  ["coreml", "darwin"],
])("--device %s says where it is to be had", (device, platform) => {
  if (process.platform === platform) return;
  const { status, stderr } = run("check", pictures, "--device", device);
  expect(stderr).toContain(`--device ${device} is not available here:\nONNX Runtime has no `);
  expect(status).toBe(3);
});

test("runs are compared by a user's model, never with what another one measured", () => {
  const model = ["--model", onnx, "--threshold", "0.999"];
  const alone = run("compare", pictures, pictures, ...model, "--json", "-");
  const { others } = JSON.parse(alone.stdout) as Comparison;
  expect(others[0]!.checkpoints[0]).toMatchObject({ images: 24, copiedShare: 1 });
  const saved = join(root, "saved.json");
  run("check", pictures, "--json", saved, "--quiet");
  const { status, stderr } = run("compare", saved, pictures, ...model);
  expect(stderr).toMatch(/to be measured with one embedder but found \S+ and tiny\.onnx@\S+\. Next: /);
  expect(status).toBe(3);
});
