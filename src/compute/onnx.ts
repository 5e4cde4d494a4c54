/** ONNX Runtime: the default engine. With its worker `onnx-lane.js` the only importer of `onnxruntime-node`. */

import { createRequire } from "node:module";
import { dirname } from "node:path";
import type * as Runtime from "onnxruntime-node";
import { globSync } from "tinyglobby";
import { BackendError } from "../errors.ts";
import { BATCH, type Backend, type Tile, type TileValues } from "./backend.ts";
import type { Network } from "./network.ts";
import { DEPTH, OnnxLanes, type OpenModel } from "./onnx-lanes.ts";
import { networkModel, tileModel } from "./onnx-model.ts";
import { onnxTileReducer } from "./onnx-tiles.ts";

export type OnnxProvider = "cpu" | "cuda" | "webgpu";

const ERRORS_ONLY = 3;

/**
 * @param threads threads inside one operation
 * @throws BackendError when the package or the execution provider is not there; ONNX Runtime never falls back by itself.
 */
export const openOnnx = async (provider: OnnxProvider, threads: number): Promise<Backend> => {
  const runtime = await import("onnxruntime-node").catch((cause: unknown) => {
    throw new BackendError(`ONNX Runtime is not installed or does not load. Next: npm install onnxruntime-node`, {
      cause,
    });
  });
  const { version } = createRequire(import.meta.url)("onnxruntime-node/package.json") as { version: string };
  const options = {
    executionProviders: [provider],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    logSeverityLevel: ERRORS_ONLY,
  } satisfies Runtime.InferenceSession.SessionOptions;

  if (provider === "cuda" && !hasCudaLibrary())
    throw new BackendError(
      "ONNX Runtime is installed without its CUDA library. Next: ONNXRUNTIME_NODE_INSTALL=cuda12 npm rebuild onnxruntime-node (needs CUDA 12)",
    );
  const tileSession = await runtime.InferenceSession.create(tileModel(), options).catch((cause: unknown) => {
    throw new BackendError(`ONNX Runtime can not run on ${provider}: ${(cause as Error).message}`, { cause });
  });
  const reducer = onnxTileReducer(runtime, options);
  let network: Network | undefined;
  let model: OpenModel | undefined;

  async function* similarityTiles(vectors: Float32Array, d: number, tiles: Iterable<Tile>): AsyncGenerator<TileValues> {
    const block = (start: number, end: number) =>
      new runtime.Tensor("float32", vectors.subarray(start * d, end * d), [end - start, d]);
    for (const tile of tiles) {
      const { similarity } = await tileSession.run({
        rows: block(tile.rowStart, tile.rowEnd),
        columns: block(tile.columnStart, tile.columnEnd),
      });
      yield { ...tile, values: similarity!.data as Float32Array };
    }
  }

  return {
    name: `ONNX Runtime ${version}`,
    device: provider === "cpu" ? `CPU, ${threads} ${threads === 1 ? "thread" : "threads"}` : provider.toUpperCase(),
    // A GPU works by itself; the CPU is shared out.
    batchesAtOnce: provider === "cpu" ? DEPTH * threads : 1,
    async loadModel(next) {
      await model?.close();
      network = next;
      model =
        provider === "cpu"
          ? new OnnxLanes(networkModel(next), options, threads)
          : await openModel(runtime, networkModel(next), options);
    },
    async embed(inputs) {
      if (!model || !network) throw new BackendError("No model was loaded before embed.");
      const { channels, height, width } = network.input;
      return model.run(inputs, [BATCH, channels, height, width]);
    },
    similarityTiles,
    reduceTiles: reducer.reduceTiles,
    async close() {
      await reducer.close();
      await model?.close();
      await tileSession.release();
    },
  };
};

/** The model on this thread. */
const openModel = async (
  { InferenceSession, Tensor }: typeof Runtime,
  model: Uint8Array,
  options: Runtime.InferenceSession.SessionOptions,
): Promise<OpenModel> => {
  const session = await InferenceSession.create(model, options);
  return {
    async run(values, shape) {
      const result = await session.run({ input: new Tensor("float32", values, shape) });
      return result[session.outputNames[0]!]!.data as Float32Array;
    },
    close: () => session.release(),
  };
};

/** Asking ONNX Runtime itself for a provider whose library is missing prints errors past us to the terminal. */
const hasCudaLibrary = (): boolean => {
  const folder = dirname(createRequire(import.meta.url).resolve("onnxruntime-node/package.json"));
  return globSync(["bin/**/*onnxruntime_providers_cuda.*"], { cwd: folder }).length > 0;
};
