import { mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { externalDataOf } from "../../../src/embed/user-models/onnx-external-data.ts";
import { openModel } from "../../../src/embed/user-models/open-model.ts";
import { bytes, document, type Encoded, integer, message, text } from "../../../src/kit/protobuf-writer.ts";
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

describe("weights in another file are refused, wherever the tensor lies", () => {
  const entry = (key: string, value: string) => bytes(13, document(text(1, key), text(2, value)));
  const tensors = {
    "named by its location": document(entry("location", "w.bin"), entry("offset", "0")),
    "said by its place alone": document(integer(14, 1)),
  };
  const places: Record<string, (tensor: Uint8Array) => Encoded> = {
    "an initializer": (tensor) => message(7, bytes(5, tensor)),
    "a sparse initializer": (tensor) => message(7, message(15, bytes(1, tensor))),
    "an attribute": (tensor) => message(7, message(1, message(5, bytes(5, tensor)))),
    "a list of tensors": (tensor) => message(7, message(1, message(5, bytes(10, tensor)))),
    "a graph in a graph": (tensor) => message(7, message(1, message(5, message(6, bytes(5, tensor))))),
    "a function": (tensor) => message(25, message(7, message(5, bytes(5, tensor)))),
    "a training graph": (tensor) => message(20, message(2, bytes(5, tensor))),
  };
  test.each(Object.keys(places).flatMap((place) => Object.keys(tensors).map((how) => [place, how] as const)))(
    "%s, %s",
    async (place, how) => {
      const path = join(root, "external.onnx");
      await writeFile(path, document([meansModel()], places[place]!(tensors[how as keyof typeof tensors])));
      await expect(openModel(path)).rejects.toThrow(
        /lie in another file(, "w\.bin")?\. Next: save it with its weights/,
      );
    },
  );

  test("graphs within graphs end, however deep they are", async () => {
    let graph: Uint8Array = document(bytes(5, tensors["said by its place alone"]));
    for (let depth = 0; depth < 2000; depth++) graph = document(message(1, message(5, bytes(6, graph))));
    expect(externalDataOf(document(bytes(7, graph)))).toBe("");
  });

  test("a file that this reader can not follow is refused, since a runtime might", async () => {
    const path = join(root, "group.onnx");
    // A group, which no ONNX file has and protocol buffers know.
    await writeFile(path, document([Uint8Array.of(0x0b, 0x0c), meansModel()]));
    await expect(openModel(path)).rejects.toThrow("it is no ONNX file, or damaged");
  });
});

test("what is no file is refused, as a model and as its weights", async () => {
  const link = join(root, "zero.onnx");
  await symlink("/dev/zero", link);
  await expect(openModel(link)).rejects.toThrow(/zero\.onnx but could not: it is a device/);
  const copy = await writeGraphModel(join(root, "linked"));
  await rm(join(copy, "group1-shard2of2.bin"));
  await symlink("/dev/zero", join(copy, "group1-shard2of2.bin"));
  await expect(openModel(copy)).rejects.toThrow(/shard2of2\.bin but could not: it is a device/);
});

test("weight files hold what the weights take, and no file is named twice", async () => {
  const path = join(root, "model-of-weights.json");
  const write = (paths: string[]) =>
    writeFile(
      path,
      JSON.stringify({
        format: "graph-model",
        modelTopology: { node: [] },
        weightsManifest: [{ paths, weights: [{ name: "w", shape: [2], dtype: "float32" }] }],
      }),
    );
  await writeFile(join(root, "large.bin"), Buffer.alloc(9));
  await write(["large.bin"]);
  await expect(openModel(path)).rejects.toThrow("large.bin but could not: it has 9 bytes, 8 is the most");
  await write(["large.bin", "large.bin"]);
  await expect(openModel(path)).rejects.toThrow("it names a weight file twice");
  await write(Array.from({ length: 1001 }, (_, index) => `${index}.bin`));
  await expect(openModel(path)).rejects.toThrow("it names 1001 weight files, 1000 is the most");
});
