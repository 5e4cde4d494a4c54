/** Reads a model from disk: an ONNX file, or a TensorFlow.js model.json with its weight files. */
import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import type { ModelFile } from "../../compute/model-file.ts";
import { modelError } from "../../compute/model-io.ts";
import { assertRegularFile } from "../../kit/file-kind.ts";
import { externalDataOf } from "./onnx-external-data.ts";
import { parseTensorflowModel } from "./tensorflow-json.ts";

export interface OpenedModel {
  file: ModelFile;
  /** SHA-256 of every byte that was read, hex. */
  hash: string;
}

/** Largest model, bytes: the limit of a protocol buffer, and of one read. */
const LARGEST = 2 ** 31 - 1;
const LARGEST_JSON = 2 ** 28;

/** @throws InputError when there is no model, or it is not one of the two kinds */
export const openModel = async (path: string): Promise<OpenedModel> => {
  const kind = await kindOf(path);
  if (kind === "onnx") {
    const bytes = await readAtMost(path, LARGEST);
    refuseExternalData(path, bytes);
    return {
      file: { name: basename(path), format: "onnx", bytes },
      hash: createHash("sha256").update(bytes).digest("hex"),
    };
  }
  const jsonPath = kind === "folder" ? join(path, "model.json") : path;
  const json = await readAtMost(jsonPath, LARGEST_JSON);
  const { kind: modelKind, topology, weightSpecs, shards, weightBytes } = parseTensorflowModel(jsonPath, json);
  const hash = createHash("sha256").update(json);
  const parts: Uint8Array[] = [];
  let left = weightBytes ?? LARGEST;
  for (const shard of shards) {
    const part = await readAtMost(join(dirname(jsonPath), shard), left);
    left -= part.byteLength;
    hash.update(part);
    parts.push(part);
  }
  const weights = Buffer.concat(parts);
  if (weightBytes !== null && weights.byteLength !== weightBytes)
    throw modelError(
      `Expected ${weightBytes} bytes of weights for ${jsonPath} but its weight files hold ${weights.byteLength}. Next: copy the whole model again`,
    );
  // The folder tells models apart that are all called model.json.
  const name = basename(jsonPath) === "model.json" ? basename(dirname(resolve(jsonPath))) : basename(jsonPath);
  return {
    file: { name, format: "tensorflow", kind: modelKind, topology, weightSpecs, weights },
    hash: hash.digest("hex"),
  };
};

const refuseExternalData = (path: string, bytes: Uint8Array): void => {
  let external: string | null;
  try {
    external = externalDataOf(bytes);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw modelError(
      `Expected an ONNX model in ${path} but it can not be loaded: it is no ONNX file, or damaged (${cause.message}). Next: export or copy it again`,
      { cause },
    );
  }
  if (external !== null)
    throw modelError(
      `Expected an ONNX model with its weights in ${path} but they lie in another file${external === "" ? "" : `, ${JSON.stringify(external)}`}. Next: save it with its weights inside the file (onnx.save_model(..., save_as_external_data=False))`,
    );
};

const kindOf = async (path: string): Promise<"onnx" | "folder" | "json"> => {
  const found = await stat(path).catch((cause: Error) => {
    throw modelError(
      `Expected a model at ${path} but it can not be read: ${cause.message}. Next: give the path of an .onnx file, of a TensorFlow.js model.json or its folder, or the name of a preset (docs/models.md)`,
      { cause },
    );
  });
  if (found.isDirectory()) return "folder";
  if (/\.onnx$/i.test(path)) return "onnx";
  if (/\.json$/i.test(path)) return "json";
  throw modelError(
    `Expected an .onnx file, a TensorFlow.js model.json or its folder but received ${path}. Next: convert the model (PyTorch: torch.onnx.export; Keras: tensorflowjs_converter)`,
  );
};

const readAtMost = async (path: string, limit: number): Promise<Uint8Array> => {
  try {
    const { size } = await assertRegularFile(path);
    if (size > limit) throw new Error(`it has ${size} bytes, ${limit} is the most`);
    return await readFile(path);
  } catch (cause) {
    throw modelError(
      `Expected to read ${path} but could not: ${(cause as Error).message}. Next: check that the whole model is there`,
      { cause },
    );
  }
};
