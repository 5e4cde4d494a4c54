/** A user's TensorFlow.js model, graph or layers, as a runnable model. */
import type * as Tfjs from "@tensorflow/tfjs-core";
import { BackendError } from "../../errors.ts";
import type { ModelFile, ModelSettings } from "../model-file.ts";
import { modelError, type TensorInfo } from "../model-io.ts";
import type { RunnableModel } from "../user-model.ts";

type TensorflowFile = Extract<ModelFile, { format: "tensorflow" }>;
type Declared = { name: string; dtype?: string | undefined; shape?: readonly (number | null)[] | undefined };

/**
 * @param tf TensorFlow.js with its backend set
 * @throws InputError when TensorFlow.js can not load it, BackendError when its reader is not installed
 */
export const openTensorflowUserModel = async (
  tf: typeof Tfjs,
  file: TensorflowFile,
  settings: ModelSettings,
): Promise<RunnableModel> => {
  try {
    return file.kind === "graph" ? await openGraph(tf, file, settings) : await openLayers(tf, file, settings);
  } catch (cause) {
    if (cause instanceof BackendError) throw cause;
    throw modelError(
      `Expected a TensorFlow.js ${file.kind} model in ${file.name} but it can not be loaded: ${(cause as Error).message}. Next: convert it again with tensorflowjs_converter`,
      { cause },
    );
  }
};

/** The readers of models are large and needed by few: nobody gets them without asking. */
const notInstalled =
  ({ name, kind }: TensorflowFile, reader: string) =>
  (cause: unknown): never => {
    throw new BackendError(
      `${name} is a TensorFlow.js ${kind} model, and its reader is not installed or does not load. Next: npm install @tensorflow/${reader} (with -g where gan-diversity was installed with -g)`,
      { cause },
    );
  };

/** The whole model from memory, so that nothing it names is opened or fetched. */
const handler = (file: TensorflowFile): Tfjs.io.IOHandler => ({
  load: async () => ({
    modelTopology: file.topology,
    weightSpecs: file.weightSpecs as Tfjs.io.WeightsManifestEntry[],
    weightData: Uint8Array.from(file.weights).buffer,
  }),
});

const openGraph = async (
  tf: typeof Tfjs,
  file: TensorflowFile,
  { output: wanted }: ModelSettings,
): Promise<RunnableModel> => {
  const { loadGraphModel } = await import("@tensorflow/tfjs-converter").catch(notInstalled(file, "tfjs-converter"));
  const model = await loadGraphModel(handler(file));
  const outputs = model.outputs.map(tensorInfo);
  const { node: nodes } = file.topology as { node?: { name?: string }[] };
  if (wanted !== undefined && nodes?.some(({ name }) => name === wanted)) outputs.push(tensorInfo({ name: wanted }));
  /** Control flow needs the asynchronous way, which complains where there is none. */
  let flows = false;
  const execute = async (input: Tfjs.NamedTensorMap, output: string): Promise<Tfjs.Tensor> => {
    if (!flows)
      try {
        return model.execute(input, output) as Tfjs.Tensor;
      } catch (error) {
        if (!/executeAsync/.test((error as Error).message)) throw error;
        flows = true;
      }
    return (await model.executeAsync(input, output)) as Tfjs.Tensor;
  };
  return {
    name: file.name,
    usualLayout: "channels-last",
    inputs: model.inputs.map(tensorInfo),
    outputs,
    async run({ name, values, shape }, output) {
      const input = tf.tensor(values, [...shape]);
      try {
        return await read(await execute({ [name]: input }, output));
      } finally {
        input.dispose();
      }
    },
    close: async () => model.dispose(),
  };
};

const openLayers = async (tf: typeof Tfjs, file: TensorflowFile, { output }: ModelSettings): Promise<RunnableModel> => {
  const layers = await import("@tensorflow/tfjs-layers").catch(notInstalled(file, "tfjs-layers"));
  const whole = await layers.loadLayersModel(handler(file));
  const layer = output === undefined ? undefined : whole.layers.find(({ name }) => name === output);
  const model = layer ? layers.model({ inputs: whole.inputs, outputs: layer.output }) : whole;
  // What `--model-output` names is the layer; the tensor behind it has a name of its own.
  const outputs = model.outputs.map(({ name, dtype, shape }) =>
    tensorInfo({ name: layer?.name ?? name, dtype, shape }),
  );
  return {
    name: file.name,
    usualLayout: "channels-last",
    inputs: model.inputs.map(({ name, dtype, shape }) => tensorInfo({ name, dtype, shape })),
    outputs,
    async run({ values, shape }, wanted) {
      const index = outputs.findIndex(({ name }) => name === wanted);
      const result = tf.tidy(() => {
        const all = model.predict(tf.tensor(values, [...shape]), { batchSize: shape[0]! });
        return Array.isArray(all) ? all[index]! : all;
      });
      return read(result);
    },
    close: async () => {
      whole.dispose();
    },
  };
};

const tensorInfo = ({ name, dtype, shape }: Declared): TensorInfo => ({
  name,
  type: dtype ?? "float32",
  shape: shape?.map((length) => (length === null || length < 0 ? null : length)) ?? null,
});

/** Values and shape; the tensor is disposed. */
const read = async (tensor: Tfjs.Tensor): Promise<{ shape: readonly number[]; values: Float32Array }> => {
  const values = (await tensor.data()) as Float32Array;
  tensor.dispose();
  return { shape: tensor.shape, values };
};
