/** A fully connected network with its own backward pass and Adam: the TensorFlow.js core ships no gradients for Node. */
import * as tf from "@tensorflow/tfjs-core";
import type { Random } from "./random.ts";

/** Slope of the hidden layers for negative inputs. */
const LEAK = 0.2;
const ADAM = { beta1: 0.5, beta2: 0.999, epsilon: 1e-7 } as const;

interface Parameter {
  value: tf.Tensor2D;
  mean: tf.Tensor2D;
  square: tf.Tensor2D;
}

interface Layer {
  weight: Parameter;
  bias: Parameter;
}

/** Inputs of every layer, then the output. */
export type Activations = tf.Tensor2D[];

export class Network {
  readonly #layers: Layer[];
  /** Learning rate; may change while training. */
  rate: number;
  #updates = 0;

  /** @param sizes inputs, hidden units ..., outputs */
  constructor(sizes: readonly number[], rate: number, random: Random) {
    this.rate = rate;
    this.#layers = sizes.slice(1).map((outputs, index) => {
      const inputs = sizes[index]!;
      const values = random.normals(inputs * outputs, Math.sqrt(1 / inputs));
      return { weight: parameter(tf.tensor2d(values, [inputs, outputs])), bias: parameter(tf.zeros([1, outputs])) };
    });
  }

  /** The last layer is linear. */
  forward(input: tf.Tensor2D): Activations {
    const activations = [input];
    this.#layers.forEach(({ weight, bias }, index) => {
      const sum = tf.add(tf.matMul(activations[index]!, weight.value), bias.value) as tf.Tensor2D;
      activations.push(index === this.#layers.length - 1 ? sum : tf.maximum(sum, tf.mul(sum, LEAK)));
    });
    return activations;
  }

  /** Sends the gradient at the output back to the input; with `learn`, the weights take one Adam step. */
  backward(activations: Activations, outputGradient: tf.Tensor2D, learn: boolean): tf.Tensor2D {
    if (learn) this.#updates++;
    let gradient = outputGradient;
    for (let index = this.#layers.length - 1; index >= 0; index--) {
      const { weight, bias } = this.#layers[index]!;
      const input = activations[index]!;
      const inputGradient = tf.matMul(gradient, tf.transpose(weight.value)) as tf.Tensor2D;
      if (learn) {
        this.#adam(weight, tf.matMul(tf.transpose(input), gradient));
        this.#adam(bias, tf.sum(gradient, 0, true));
      }
      // Hidden activations keep the sign of their sums.
      const slope = tf.add(tf.mul(tf.cast(tf.greater(input, 0), "float32"), 1 - LEAK), LEAK);
      gradient = index === 0 ? inputGradient : tf.mul(inputGradient, slope);
    }
    return gradient;
  }

  #adam(parameter: Parameter, gradient: tf.Tensor2D): void {
    const { beta1, beta2, epsilon } = ADAM;
    const mean = tf.add(tf.mul(parameter.mean, beta1), tf.mul(gradient, 1 - beta1)) as tf.Tensor2D;
    const square = tf.add(tf.mul(parameter.square, beta2), tf.mul(tf.square(gradient), 1 - beta2)) as tf.Tensor2D;
    const step = (this.rate * Math.sqrt(1 - beta2 ** this.#updates)) / (1 - beta1 ** this.#updates);
    const change = tf.div(tf.mul(mean, step), tf.add(tf.sqrt(square), epsilon));
    const next = { value: tf.sub(parameter.value, change) as tf.Tensor2D, mean, square };
    tf.dispose([parameter.value, parameter.mean, parameter.square]);
    Object.assign(parameter, { value: tf.keep(next.value), mean: tf.keep(mean), square: tf.keep(square) });
  }
}

const parameter = (value: tf.Tensor): Parameter => ({
  value: value as tf.Tensor2D,
  mean: tf.zerosLike(value) as tf.Tensor2D,
  square: tf.zerosLike(value) as tf.Tensor2D,
});
