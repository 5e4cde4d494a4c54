/** The embedder of a run with its model loaded in a runtime: the built-in one, or what `--model` names. */
import type { Threshold } from "../analysis/analysis.ts";
import type { Backend } from "../compute/backend.ts";
import type { Device } from "../compute/devices.ts";
import type { Pooling } from "../compute/model-file.ts";
import { selectBackend } from "../compute/select.ts";
import { loadBuiltInEmbedder } from "../embed/built-in.ts";
import type { Embedder } from "../embed/embedder.ts";
import { findModel, locateModel } from "../embed/user-models/find-model.ts";
import type { Normalization } from "../embed/user-models/normalizations.ts";
import { openModel } from "../embed/user-models/open-model.ts";
import { loadUserEmbedder } from "../embed/user-models/user-embedder.ts";
import { UsageError } from "../errors.ts";
import type { Stages } from "./stages.ts";

export interface ModelOptions {
  /**
   * Path of an ONNX file, of a TensorFlow.js model.json or its folder, or the name of a preset. Default: the built-in embedder.
   */
  model?: string;
  /** Side of the model's square input, pixels, where the model leaves it open. */
  modelInputSize?: number;
  /** Default: the preset's, else "imagenet". */
  modelNormalize?: Normalization;
  /** How the tokens of a transformer become one vector. */
  modelPooling?: Pooling;
  /** Name of the output that is the embedding, where several could be. */
  modelOutput?: string;
  /** Where presets are kept once they were fetched. */
  modelFolder?: string;
  /** Never fetch anything. Default false. */
  offline?: boolean;
}

export interface OpenedEmbedder {
  embedder: Embedder;
  /** null when real images will tell. */
  threshold: Threshold | null;
  backend: Backend;
}

/**
 * @param given the cosine of `--threshold`
 * @param reference real images will calibrate a threshold
 * @throws UsageError when the model comes without a threshold, InputError when it can not be had or can not embed images, BackendError
 * when the device is not there
 */
export const openEmbedder = async (
  options: ModelOptions,
  given: number | undefined,
  reference: boolean,
  device: Device,
  threads: number,
  stages: Stages,
): Promise<OpenedEmbedder> => {
  if (options.model !== undefined)
    return openUserModel(options.model, options, given, reference, device, threads, stages);
  const stray = (["modelInputSize", "modelNormalize", "modelPooling", "modelOutput"] as const).find(
    (name) => options[name] !== undefined,
  );
  if (stray !== undefined)
    throw new UsageError(
      `Expected --model together with ${stray.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`).replace(/^/, "--")}. Next: name the model it belongs to`,
    );
  const embedder = await loadBuiltInEmbedder();
  const backend = await stages.run("runtime", async () => {
    const opened = await selectBackend(device, threads);
    await opened.loadModel(embedder.network);
    return opened;
  });
  return { embedder, threshold: chooseThreshold(given, embedder.threshold, reference, embedder.id), backend };
};

const openUserModel = async (
  name: string,
  options: ModelOptions,
  given: number | undefined,
  reference: boolean,
  device: Device,
  threads: number,
  stages: Stages,
): Promise<OpenedEmbedder> => {
  const found = findModel(name);
  const { preset } = found;
  // Before anything large is fetched or opened.
  const threshold = chooseThreshold(given, preset?.threshold ?? null, reference, name);
  const folder = options.modelFolder;
  if (preset && folder === undefined) throw new UsageError(`Expected modelFolder for the preset ${name}`);
  const opened = await stages.run("model", async () => {
    const path = await locateModel(found, {
      folder: folder ?? "",
      offline: options.offline ?? false,
      onBytes: (done, total) => stages.report({ stage: "model", done, total, unit: "bytes", label: name }),
    });
    return openModel(path);
  });
  return stages.run("runtime", async () => {
    const backend = await selectBackend(device, threads, opened.file.format);
    const { modelInputSize: inputSize, modelPooling: pooling, modelOutput: output } = options;
    const embedder = await loadUserEmbedder(
      opened,
      preset ? name : opened.file.name,
      {
        ...preset?.settings,
        normalization: options.modelNormalize ?? preset?.normalize ?? "imagenet",
        ...(inputSize === undefined ? {} : { inputSize }),
        ...(pooling === undefined ? {} : { pooling }),
        ...(output === undefined ? {} : { output }),
      },
      preset?.threshold ?? null,
      backend,
    ).catch(async (error: unknown) => {
      await backend.close();
      throw error;
    });
    return { embedder, threshold, backend };
  });
};

const chooseThreshold = (
  given: number | undefined,
  known: Threshold | null,
  reference: boolean,
  name: string,
): Threshold | null => {
  if (given !== undefined) return { value: given, basis: "given by --threshold" };
  if (known || reference) return known;
  throw new UsageError(
    `Expected --threshold or --reference together with --model ${name}: from which cosine two images look the same is known for no other than the built-in embedder and sscd. Next: add --reference with 100 or more real images, or --threshold (docs/models.md says how to find one)`,
  );
};
