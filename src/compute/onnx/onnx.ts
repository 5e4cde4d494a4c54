/** ONNX Runtime: the default engine. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type * as Runtime from "onnxruntime-node";
import { BackendError } from "../../errors.ts";
import { BATCH, type Backend, EVERY_VALUE } from "../backend.ts";
import { ModelSlot } from "../model-slot.ts";
import { prepareUserModel } from "../user-model.ts";
import { DEPTH, OnnxLanes, type OpenModel } from "./lanes.ts";
import { findOnnxRuntime, loadOnnxRuntime } from "./load.ts";
import { networkModel } from "./model.ts";
import { onnxTileReducer } from "./tiles.ts";
import { openOnnxUserModel } from "./user-model.ts";

/** Execution providers: what they run on, and where they are to be had. */
const PROVIDERS = {
  cpu: { device: "CPU", where: "every platform" },
  cuda: { device: "CUDA", where: "Linux x64 and Windows x64" },
  webgpu: { device: "WebGPU", where: "Linux x64, Windows, and macOS on Apple silicon" },
  dml: { device: "DirectML", where: "Windows" },
  coreml: { device: "CoreML", where: "macOS" },
} as const;

export type OnnxProvider = keyof typeof PROVIDERS;

const ERRORS_ONLY = 3;

/**
 * On the CPU it is loaded when it is first needed on this thread, or by `load`: a run that remembers all results computes nothing.
 * @param threads threads inside one operation
 * @throws BackendError when the package or the execution provider is not there; ONNX Runtime never falls back by itself.
 */
export const openOnnx = async (provider: OnnxProvider, threads: number): Promise<Backend> => {
  const { version, folder } = findOnnxRuntime();
  const options = {
    executionProviders: [provider],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    // DirectML refuses memory patterns.
    enableMemPattern: provider !== "dml",
    logSeverityLevel: ERRORS_ONLY,
    // Threads that wait for each other by spinning take the cores from everyone else, and stall on a busy machine.
    extra: { session: { intra_op: { allow_spinning: "0" } } },
  } satisfies Runtime.InferenceSession.SessionOptions;

  const { device, where } = PROVIDERS[provider];
  const open = async () => {
    const runtime = await loadOnnxRuntime();
    if (!runtime.listSupportedBackends().some(({ name }) => name === provider))
      throw new BackendError(
        `ONNX Runtime has no ${device} on ${process.platform} ${process.arch}; onnxruntime-node has it on ${where}. Next: use --device auto, or such a machine`,
      );
    if (provider === "cuda" && !hasCudaLibrary(folder))
      throw new BackendError(
        "ONNX Runtime is installed without its CUDA library. Next: ONNXRUNTIME_NODE_INSTALL=cuda12 npm rebuild onnxruntime-node (needs CUDA 12)",
      );
    const reducer = onnxTileReducer(runtime, options, provider === "cpu");
    await reducer.prepare(EVERY_VALUE).catch((cause: unknown) => {
      throw new BackendError(
        `ONNX Runtime can not run on ${device}: ${reasonOf(cause as Error)}. Next: check the graphics driver, or use --device cpu`,
        { cause },
      );
    });
    return { runtime, reducer };
  };
  let opened: ReturnType<typeof open> | undefined;
  const loaded = () => (opened ??= open());
  if (provider !== "cpu") await loaded();
  const slot = new ModelSlot();

  return {
    name: `ONNX Runtime ${version}`,
    device: provider === "cpu" ? `CPU, ${threads} ${threads === 1 ? "thread" : "threads"}` : device,
    get batchesAtOnce() {
      return slot.batchesAtOnce;
    },
    async load() {
      await loaded();
    },
    async loadModel(network) {
      await slot.replace(async () => {
        // A GPU works by itself; the CPU is shared out.
        let built: Uint8Array | undefined;
        const bytes = () => (built ??= networkModel(network));
        const lanes = provider === "cpu" ? new OnnxLanes(bytes, options, threads) : null;
        const model = lanes ?? (await openModel((await loaded()).runtime, bytes(), options));
        return {
          embed: (inputs) => model.run(inputs, [BATCH, network.inputLength]),
          batchesAtOnce: lanes ? DEPTH * threads : 1,
          ...(lanes ? { lanes } : {}),
          close: () => model.close(),
        };
      });
    },
    async loadUserModel(file, settings) {
      if (file.format !== "onnx") throw new BackendError(`${file.name} is no ONNX model. Next: --device tfjs`);
      const { runtime } = await loaded();
      return slot.replace(async () => {
        const createSession = (bytes: Uint8Array) => runtime.InferenceSession.create(bytes, options);
        const createTensor = (values: Float32Array, shape: readonly number[]) =>
          new runtime.Tensor("float32", values, shape);
        return prepareUserModel(await openOnnxUserModel(file, settings, createSession, createTensor), settings);
      });
    },
    embed: (...batch) => slot.embed(...batch),
    get lanes() {
      return slot.lanes;
    },
    async *reduceTiles(...asked) {
      yield* (await loaded()).reducer.reduceTiles(...asked);
    },
    async close() {
      // What can not be loaded needs no end.
      await (await opened?.catch(() => null))?.reducer.close();
      await slot.close();
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

/** ONNX Runtime puts the place in its own sources before the reason. */
const reasonOf = ({ message }: Error): string => message.replace(/^.*\bwas false\. /s, "").trim();

/** Asking ONNX Runtime itself for a provider whose library is missing prints errors past us to the terminal. */
const hasCudaLibrary = (folder: string): boolean =>
  readdirSync(join(folder, "bin"), { recursive: true }).some((name) =>
    name.toString().includes("onnxruntime_providers_cuda."),
  );
