/**
 * Writes ONNX models (https://onnx.ai/onnx/repo-docs/IR.html) in memory: the built-in network and the pair tile.
 * Field numbers are those of onnx.proto; operator set 17 runs on every ONNX Runtime of the last years.
 */
import { bytes, document, type Encoded, float, integer, message, text } from "../../kit/protobuf-writer.ts";
import { type Layer, type Network, type ParameterRef, parameterBytes, SMALLEST_NORM } from "../network.ts";

const IR_VERSION = 8;
const OPERATOR_SET = 17;
export const FLOAT = 1;
const FLOAT16 = 10;
export const INT32 = 6;
export const INT64 = 7;

const ATTRIBUTE_TYPE = { float: 1, int: 2, ints: 7 } as const;
type Attribute = { float: number } | { int: number } | { ints: readonly number[] };

const attribute = (name: string, value: Attribute): Encoded => {
  if ("float" in value) return message(5, text(1, name), float(2, value.float), integer(20, ATTRIBUTE_TYPE.float));
  if ("int" in value) return message(5, text(1, name), integer(3, value.int), integer(20, ATTRIBUTE_TYPE.int));
  return message(5, text(1, name), ...value.ints.map((item) => integer(8, item)), integer(20, ATTRIBUTE_TYPE.ints));
};

export const node = (
  operator: string,
  inputs: readonly string[],
  output: string | readonly [string, ...string[]],
  attributes: Record<string, Attribute> = {},
): Encoded => {
  const outputs = typeof output === "string" ? ([output] as const) : output;
  return message(
    1,
    ...inputs.map((name) => text(1, name)),
    ...outputs.map((name) => text(2, name)),
    text(3, outputs[0]),
    text(4, operator),
    ...Object.entries(attributes).map(([name, value]) => attribute(name, value)),
  );
};

const rawBytes = (values: Float32Array | BigInt64Array): Uint8Array =>
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength);

export const tensor = (name: string, shape: readonly number[], values: Float32Array | BigInt64Array): Encoded =>
  rawTensor(name, shape, values instanceof Float32Array ? FLOAT : INT64, rawBytes(values));

const rawTensor = (name: string, shape: readonly number[], type: number, values: Uint8Array): Encoded =>
  message(5, ...shape.map((length) => integer(1, length)), integer(2, type), text(8, name), bytes(9, values));

/** A graph input (field 11) or output (field 12); a string is a dimension of free length. */
export const valueInfo = (field: 11 | 12, name: string, shape: readonly (number | string)[], type = FLOAT): Encoded =>
  message(
    field,
    text(1, name),
    message(
      2,
      message(
        1,
        integer(1, type),
        message(
          2,
          ...shape.map((length) => message(1, typeof length === "number" ? integer(1, length) : text(2, length))),
        ),
      ),
    ),
  );

export const model = (...graph: readonly Encoded[]): Uint8Array =>
  document(
    integer(1, IR_VERSION),
    message(8, integer(2, OPERATOR_SET)),
    message(7, text(2, "gan-diversity"), ...graph),
  );

const constant = (name: string, value: number): Encoded => tensor(name, [], Float32Array.of(value));

/** Made single by ONNX Runtime itself, once, when it loads the file: that is several times faster than here. */
const halves = (name: string, shape: readonly number[], values: Uint8Array): Encoded[] => [
  rawTensor(`${name}.half`, shape, FLOAT16, values),
  node("Cast", [`${name}.half`], name, { to: { int: FLOAT } }),
];

const integers = (name: string, values: readonly number[]): Encoded =>
  tensor(name, [values.length], BigInt64Array.from(values, BigInt));

/** Nodes and initialisers of one layer. */
const layerParts = (layer: Layer, parameters: (ref: ParameterRef, name: string) => Encoded[]): Encoded[] => {
  const { name } = layer;
  /** `make` builds the node under the name it is given; a rectified layer gets a Relu behind it. */
  const rectified = (relu: boolean, make: (output: string) => Encoded): Encoded[] =>
    relu ? [make(`${name}.sum`), node("Relu", [`${name}.sum`], name)] : [make(name)];
  switch (layer.op) {
    case "view": {
      const end = layer.offset + layer.shape.reduce((product, length) => product * length, 1);
      return [
        node("Slice", ["input", `${name}.start`, `${name}.end`, `${name}.axis`], `${name}.flat`),
        node("Reshape", [`${name}.flat`, `${name}.shape`], name),
        integers(`${name}.start`, [layer.offset]),
        integers(`${name}.end`, [end]),
        integers(`${name}.axis`, [1]),
        integers(`${name}.shape`, [-1, ...layer.shape]),
      ];
    }
    case "conv": {
      const [, , height, width] = layer.weight.shape as [number, number, number, number];
      const { padding: pad, stride } = layer;
      return [
        ...rectified(layer.relu, (output) =>
          node("Conv", [layer.input, `${name}.weight`, `${name}.bias`], output, {
            kernel_shape: { ints: [height, width] },
            pads: { ints: [pad, pad, pad, pad] },
            strides: { ints: [stride, stride] },
          }),
        ),
        ...parameters(layer.weight, `${name}.weight`),
        ...parameters(layer.bias, `${name}.bias`),
      ];
    }
    case "add-relu":
      return rectified(true, (output) => node("Add", layer.inputs, output));
    case "flatten":
      return [node("Flatten", [layer.input], name, { axis: { int: 1 } })];
    case "generalized-mean":
      return [
        node("Max", [layer.input, `${name}.floor`], `${name}.positive`),
        node("Pow", [`${name}.positive`, `${name}.power`], `${name}.powered`),
        node("ReduceMean", [`${name}.powered`], `${name}.mean`, { axes: { ints: [2, 3] }, keepdims: { int: 0 } }),
        node("Pow", [`${name}.mean`, `${name}.root`], name),
        constant(`${name}.floor`, layer.floor),
        constant(`${name}.power`, layer.power),
        constant(`${name}.root`, 1 / layer.power),
      ];
    case "concat":
      return [node("Concat", layer.inputs, name, { axis: { int: 1 } })];
    case "dense":
      return [
        ...rectified(layer.relu, (output) =>
          node("Gemm", [layer.input, `${name}.weight`, `${name}.bias`], output, { transB: { int: 1 } }),
        ),
        ...parameters(layer.weight, `${name}.weight`),
        ...parameters(layer.bias, `${name}.bias`),
      ];
    case "normalize":
      return [
        node("ReduceL2", [layer.input], `${name}.norm`, { axes: { ints: [1] }, keepdims: { int: 1 } }),
        node("Max", [`${name}.norm`, `${name}.smallest`], `${name}.divisor`),
        node("Div", [layer.input, `${name}.divisor`], `${name}.unit`),
        node("Mul", [`${name}.unit`, `${name}.length`], name),
        constant(`${name}.smallest`, SMALLEST_NORM),
        constant(`${name}.length`, layer.length),
      ];
  }
};

/** The network as an ONNX file: input "input" (batch x values), output named as the last layer. */
export const networkModel = (network: Network): Uint8Array => {
  const output = network.layers.at(-1)!.name;
  return model(
    ...network.layers.flatMap((layer) =>
      layerParts(layer, (ref, name) => halves(name, ref.shape, parameterBytes(network, ref))),
    ),
    valueInfo(11, "input", ["batch", network.inputLength]),
    valueInfo(12, output, ["batch", network.dimension]),
  );
};

/**
 * The same model with a tensor inside it as one more output. A message that occurs twice in a protocol buffer is merged, so the
 * addition can be appended to a file without reading it.
 */
export const withOutput = (bytes: Uint8Array, name: string): Uint8Array =>
  document([bytes], message(7, message(12, text(1, name), message(2, message(1, integer(1, FLOAT))))));
