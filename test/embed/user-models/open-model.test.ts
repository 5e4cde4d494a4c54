import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openModel } from "../../../src/embed/user-models/open-model.ts";
import { meansModel, writeGraphModel, writeLayersModel } from "../../helpers/user-models.ts";

let root: string;
let graph: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "open-model-"));
  graph = await writeGraphModel(join(root, "graph"));
});
afterAll(() => rm(root, { recursive: true }));

test("an ONNX file, a model.json and its folder are recognised; the hash follows every byte", async () => {
  const path = join(root, "tiny.onnx");
  await writeFile(path, meansModel());
  const onnx = await openModel(path);
  expect(onnx.file).toMatchObject({ format: "onnx", name: "tiny.onnx" });
  const byFolder = await openModel(graph);
  const byFile = await openModel(join(graph, "model.json"));
  expect(byFolder).toEqual(byFile);
  expect(byFolder.file).toMatchObject({ format: "tensorflow", kind: "graph", name: "graph" });
  const layers = await openModel(await writeLayersModel(join(root, "layers")));
  expect(layers.file).toMatchObject({ kind: "layers" });
  const shard = join(graph, "group1-shard2of2.bin");
  const weights = await readFile(shard);
  const changed = Buffer.from(weights);
  changed[0]! ^= 1;
  await writeFile(shard, changed);
  expect((await openModel(graph)).hash).not.toBe(byFolder.hash);
  await writeFile(shard, weights);
});

test.each([
  ["nowhere.onnx", undefined, "can not be read"],
  ["model.pt", "x", "Expected an .onnx file, a TensorFlow.js model.json or its folder but received"],
  ["a.json", "{", "it is no JSON"],
  ["b.json", "[]", "it has no modelTopology"],
  ["c.json", '{"modelTopology":{}}', "it has no weightsManifest"],
  ["d.json", '{"modelTopology":{},"weightsManifest":[]}', "neither graph-model nor layers-model"],
  [
    "e.json",
    '{"format":"graph-model","modelTopology":{"node":[]},"weightsManifest":[{"paths":["../../etc/passwd"],"weights":[]}]}',
    'its weight file "../../etc/passwd" does not lie beside it',
  ],
  [
    "f.json",
    '{"format":"graph-model","modelTopology":{"node":[]},"weightsManifest":[{"paths":["https://example.org/x"],"weights":[]}]}',
    "does not lie beside it",
  ],
  [
    "g.json",
    '{"format":"graph-model","modelTopology":{"node":[]},"weightsManifest":[{"paths":[],"weights":[{"name":"w","shape":[-1],"dtype":"float32"}]}]}',
    'the weight "w" has no valid shape and type',
  ],
  [
    "h.json",
    '{"format":"graph-model","modelTopology":{"node":[]},"weightsManifest":[{"paths":[],"weights":[{"name":"w","shape":[99999999],"dtype":"float32"}]}]}',
    "Expected 399999996 bytes of weights",
  ],
  [
    "i.json",
    '{"format":"graph-model","modelTopology":{"node":[]},"weightsManifest":[{"paths":["gone.bin"],"weights":[]}]}',
    "gone.bin but could not",
  ],
])("%s is refused with what was found", async (name, text, message) => {
  const path = join(root, name);
  if (text !== undefined) await writeFile(path, text);
  await expect(openModel(path)).rejects.toThrow(message);
});
