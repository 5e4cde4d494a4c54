/** What a TensorFlow.js model.json says: the topology, the weights in order, and the files that hold them. */
import { modelError } from "../../compute/model-io.ts";

export interface TensorflowJson {
  kind: "graph" | "layers";
  topology: object;
  weightSpecs: object[];
  /** Names of the weight files, all beside the model.json. */
  shards: string[];
  /** Bytes that the weights take, null when a text weight leaves it open. */
  weightBytes: number | null;
}

const BYTES: Record<string, number> = { float32: 4, int32: 4, complex64: 8, bool: 1, uint8: 1, uint16: 2, float16: 2 };

/** The converter writes pieces of 4 MiB, so these are more than a model may have. */
const MOST_SHARDS = 1000;

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isListOf = <T>(value: unknown, is: (item: unknown) => item is T): value is T[] =>
  Array.isArray(value) && value.every(is);
const isText = (value: unknown): value is string => typeof value === "string";

/** @throws InputError when it is no such file, or names weight files elsewhere */
export const parseTensorflowModel = (path: string, bytes: Uint8Array): TensorflowJson => {
  const wrong = (found: string, cause?: unknown) =>
    modelError(
      `Expected a TensorFlow.js model in ${path} but ${found}. Next: write it with tensorflowjs_converter or model.save()`,
      { cause },
    );
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw wrong(`it is no JSON: ${(cause as Error).message}`, cause);
  }
  if (!isFields(json) || !isFields(json.modelTopology)) throw wrong("it has no modelTopology");
  if (!isListOf(json.weightsManifest, isFields)) throw wrong("it has no weightsManifest");
  const { modelTopology: topology, weightsManifest: groups } = json;
  const kind = kindOf(json.format, topology);
  if (!kind) throw wrong(`its format is ${JSON.stringify(json.format)}, neither graph-model nor layers-model`);

  const shards: string[] = [];
  const weightSpecs: Fields[] = [];
  for (const { paths, weights } of groups) {
    if (!isListOf(paths, isText) || !isListOf(weights, isFields))
      throw wrong("a group of weights lacks paths or weights");
    const elsewhere = paths.find((name) => !/^[^/\\:]+$/.test(name) || name === "..");
    if (elsewhere !== undefined) throw wrong(`its weight file ${JSON.stringify(elsewhere)} does not lie beside it`);
    shards.push(...paths);
    weightSpecs.push(...weights);
  }
  if (new Set(shards).size < shards.length) throw wrong("it names a weight file twice");
  if (shards.length > MOST_SHARDS) throw wrong(`it names ${shards.length} weight files, ${MOST_SHARDS} is the most`);
  let weightBytes: number | null = 0;
  for (const spec of weightSpecs) {
    const size = sizeOf(spec);
    if (size === undefined) throw wrong(`the weight ${JSON.stringify(spec.name)} has no valid shape and type`);
    weightBytes = weightBytes === null || size === null ? null : weightBytes + size;
  }
  return { kind, topology, weightSpecs, shards, weightBytes };
};

const kindOf = (format: unknown, topology: Fields): TensorflowJson["kind"] | null => {
  if (format === "graph-model") return "graph";
  if (format === "layers-model") return "layers";
  if (format !== undefined && format !== null) return null;
  // Early converters wrote no format.
  if (Array.isArray(topology.node)) return "graph";
  return "class_name" in topology || "model_config" in topology ? "layers" : null;
};

/** Bytes of one weight; null when open, undefined when the entry is not valid. */
const sizeOf = ({ name, shape, dtype, quantization }: Fields): number | null | undefined => {
  const stored = isFields(quantization) ? quantization.dtype : dtype;
  if (!isText(name) || !Array.isArray(shape) || !isText(stored)) return undefined;
  if (!shape.every((length) => Number.isSafeInteger(length) && length >= 0)) return undefined;
  if (stored === "string") return null;
  const bytes = BYTES[stored];
  return bytes === undefined ? undefined : shape.reduce((product: number, length: number) => product * length, bytes);
};
