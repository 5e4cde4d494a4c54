/** A user's ONNX file as a runnable model. */
import type { InferenceSession, Tensor, TypedTensor } from "onnxruntime-node";
import type { ModelFile, ModelSettings } from "../model-file.ts";
import { modelError, type TensorInfo } from "../model-io.ts";
import type { RunnableModel } from "../user-model.ts";
import { withOutput } from "./model.ts";

/** A failure is thrown with its reason; ONNX Runtime would print it past us to the terminal as well. */
const FATAL_ONLY = 4;

type OnnxFile = Extract<ModelFile, { format: "onnx" }>;

/** @throws InputError when ONNX Runtime can not load it */
export const openOnnxUserModel = async (
  file: OnnxFile,
  { output }: ModelSettings,
  createSession: (model: Uint8Array) => Promise<InferenceSession>,
  createTensor: (values: Float32Array, shape: readonly number[]) => TypedTensor<"float32">,
): Promise<RunnableModel> => {
  const load = (bytes: Uint8Array) =>
    createSession(bytes).catch((cause: Error) => {
      throw modelError(`Expected an ONNX model in ${file.name} but it can not be loaded: ${cause.message.trim()}`, {
        cause,
      });
    });
  let session = await load(file.bytes);
  if (output !== undefined && !session.outputNames.includes(output)) {
    const plain = session;
    session = await createSession(withOutput(file.bytes, output)).catch((cause: Error) => {
      throw modelError(
        `Expected a tensor named ${output} in ${file.name} but ONNX Runtime says: ${cause.message.trim()}. Next: choose one of its outputs (${plain.outputNames.join(", ")}) or look the name up, for example with netron`,
        { cause },
      );
    });
    await plain.release();
  }
  return {
    name: file.name,
    usualLayout: "channels-first",
    inputs: session.inputMetadata.map(tensorInfo),
    outputs: session.outputMetadata.map(tensorInfo),
    async run({ name, values, shape }, wanted) {
      const feeds = { [name]: createTensor(values, shape) };
      const result: Tensor = (await session.run(feeds, [wanted], { logSeverityLevel: FATAL_ONLY }))[wanted]!;
      return { shape: result.dims, values: result.data as Float32Array };
    },
    close: () => session.release(),
  };
};

const tensorInfo = (metadata: InferenceSession.ValueMetadata): TensorInfo =>
  metadata.isTensor
    ? {
        name: metadata.name,
        type: metadata.type,
        // ONNX Runtime shows a shape that is not declared as an empty one.
        shape:
          metadata.shape.length === 0
            ? null
            : metadata.shape.map((length) => (typeof length === "number" && length >= 0 ? length : null)),
      }
    : { name: metadata.name, type: "no tensor", shape: null };
