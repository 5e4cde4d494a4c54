/** Executes a `Network` with TensorFlow.js operations. TensorFlow keeps channels last, so weights are turned once and flattening turns back. */
import type * as Tfjs from "@tensorflow/tfjs-core";
import { halfToSingle } from "../../kit/half-float.ts";
import { type Layer, type Network, type ParameterRef, parameterBytes, SMALLEST_NORM } from "../network.ts";

type Tensor = Tfjs.Tensor;

export interface TensorflowNetwork {
  /** batch x input length -> batch x dimension; the caller disposes the result. */
  run(inputs: Float32Array, batch: number): Tensor;
  dispose(): void;
}

export const buildTensorflowNetwork = (tf: typeof Tfjs, network: Network): TensorflowNetwork => {
  const read = (ref: ParameterRef): Tensor => tf.tensor(halfToSingle(parameterBytes(network, ref)), [...ref.shape]);
  const parameters = new Map<string, { weight: Tensor; bias: Tensor }>();
  for (const layer of network.layers) {
    if (layer.op !== "conv" && layer.op !== "dense") continue;
    const order = layer.op === "conv" ? [2, 3, 1, 0] : [1, 0];
    const weight = tf.tidy(() => tf.transpose(read(layer.weight), order));
    parameters.set(layer.name, { weight, bias: read(layer.bias) });
  }

  const apply = (layer: Layer, value: (name: string) => Tensor): Tensor => {
    switch (layer.op) {
      case "view": {
        const [channels, height, width] = layer.shape;
        const flat = tf.slice(value("input"), [0, layer.offset], [-1, channels * height * width]);
        return tf.transpose(tf.reshape(flat, [-1, channels, height, width]), [0, 2, 3, 1]);
      }
      case "conv": {
        const { weight, bias } = parameters.get(layer.name)!;
        const sum = tf.add(
          tf.conv2d(value(layer.input) as Tfjs.Tensor4D, weight as Tfjs.Tensor4D, layer.stride, layer.padding),
          bias,
        );
        return layer.relu ? tf.relu(sum) : sum;
      }
      case "add-relu":
        return tf.relu(tf.add(value(layer.inputs[0]), value(layer.inputs[1])));
      case "flatten": {
        const map = value(layer.input);
        return tf.reshape(tf.transpose(map, [0, 3, 1, 2]), [map.shape[0]!, -1]);
      }
      case "generalized-mean": {
        const powered = tf.pow(tf.maximum(value(layer.input), layer.floor), layer.power);
        return tf.pow(tf.mean(powered, [1, 2]), 1 / layer.power);
      }
      case "concat":
        return tf.concat(layer.inputs.map(value), 1);
      case "dense": {
        const { weight, bias } = parameters.get(layer.name)!;
        const sum = tf.add(tf.matMul(value(layer.input) as Tfjs.Tensor2D, weight as Tfjs.Tensor2D), bias);
        return layer.relu ? tf.relu(sum) : sum;
      }
      case "normalize": {
        const vector = value(layer.input);
        const norm = tf.sqrt(tf.sum(tf.mul(vector, vector), -1, true));
        return tf.mul(tf.div(vector, tf.maximum(norm, SMALLEST_NORM)), layer.length);
      }
    }
  };

  return {
    run: (inputs, batch) =>
      tf.tidy(() => {
        const values = new Map<string, Tensor>([["input", tf.tensor2d(inputs, [batch, network.inputLength])]]);
        for (const layer of network.layers)
          values.set(
            layer.name,
            apply(layer, (name) => values.get(name)!),
          );
        return values.get(network.layers.at(-1)!.name)!;
      }),
    dispose: () => {
      for (const { weight, bias } of parameters.values()) tf.dispose([weight, bias]);
    },
  };
};
