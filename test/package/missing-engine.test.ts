import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Analysis } from "../../src/analysis/analysis.ts";
import { toolWithout } from "../helpers/copied-tool.ts";
import { writeDrawings } from "../helpers/pictures.ts";
import { meansModel, writeGraphModel, writeLayersModel } from "../helpers/user-models.ts";

const INSTALL = /ONNXRUNTIME_NODE_INSTALL='?=?'?skip'?;? npm install onnxruntime-node/;
const SLOWER = /several times slower than could be: ONNX Runtime is not installed\. Next: /;
let tool: Awaited<ReturnType<typeof toolWithout>>;
let pictures: string;

beforeAll(async () => {
  tool = await toolWithout("onnxruntime-node", "@tensorflow/tfjs-converter", "@tensorflow/tfjs-layers");
  pictures = join(tool.folder, "pictures");
  await writeDrawings(
    pictures,
    Array.from({ length: 24 }, (_, seed) => seed),
  );
});
afterAll(() => rm(tool.folder, { recursive: true }));

const warningsOf = (...options: string[]): string[] => {
  const { stdout, stderr } = tool.run("check", pictures, "--json", "-", ...options);
  if (stdout === "") throw new Error(stderr);
  return (JSON.parse(stdout) as Analysis).warnings;
};

test("check without ONNX Runtime says in one warning that it was slow and how to install it", () => {
  for (const device of ["auto", "cpu"]) {
    const warnings = warningsOf("--device", device);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(SLOWER);
    expect(warnings[0]).toMatch(INSTALL);
    expect(warnings[0]).not.toContain("\n");
  }
  expect(tool.run("check", pictures).stdout.replace(/\s+/g, " ")).toMatch(SLOWER);
});

test("who asks for TensorFlow.js is not told of ONNX Runtime", () => {
  expect(warningsOf("--device", "tfjs")).toEqual([]);
});

test("doctor without ONNX Runtime ends with what to do", () => {
  const { status, stdout } = tool.run("doctor");
  expect(status).toBe(0);
  expect(stdout).toMatch(/^missing +ONNX Runtime on the CPU/m);
  const last = stdout.trimEnd().split("\n").at(-1);
  expect(last).toMatch(/^Slower than it could be: ONNX Runtime is not installed\. Next: /);
  expect(last).toMatch(INSTALL);
});

test("a model whose engine or reader is not installed is an error that names the package", async () => {
  const options = ["--threshold", "0.9"];
  const onnx = join(tool.folder, "tiny.onnx");
  await writeFile(onnx, meansModel());
  const graph = await writeGraphModel(join(tool.folder, "graph"));
  const layers = await writeLayersModel(join(tool.folder, "layers"));
  for (const [model, install] of [
    [onnx, INSTALL],
    [graph, /npm install @tensorflow\/tfjs-converter/],
    [layers, /npm install @tensorflow\/tfjs-layers/],
  ] as const) {
    const { status, stderr } = tool.run("check", pictures, "--model", model, ...options);
    expect(status).toBe(3);
    expect(stderr).toMatch(install);
  }
});
