import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import { Network } from "../../samples/make/network.ts";
import { Random } from "../../samples/make/random.ts";
import { startWasm } from "../../samples/make/wasm.ts";

beforeAll(startWasm);

test("the gradient at the input agrees with finite differences", () => {
  const random = new Random(1);
  const network = new Network([5, 7, 6, 2], 1e-3, random);
  const input = random.normals(3 * 5);
  const weights = random.normals(3 * 2);
  const value = (values: Float32Array): number =>
    tf.tidy(() =>
      (
        network
          .forward(tf.tensor2d(values, [3, 5]))
          .at(-1)!
          .dataSync() as Float32Array
      ).reduce((sum, output, index) => sum + output * weights[index]!, 0),
    );
  const gradient = tf.tidy(() =>
    network
      .backward(network.forward(tf.tensor2d(input, [3, 5])), tf.tensor2d(weights, [3, 2]), false)
      .dataSync()
      .slice(),
  );
  const nudge = 1e-3;
  input.forEach((_, index) => {
    const moved = (by: number) => value(input.map((x, at) => (at === index ? x + by : x)));
    expect(gradient[index]).toBeCloseTo((moved(nudge) - moved(-nudge)) / (2 * nudge), 2);
  });
});

test("without `learn` the weights stay as they are", () => {
  const network = new Network([2, 4, 1], 1, new Random(2));
  const output = () =>
    tf.tidy(() => [
      ...(network
        .forward(tf.tensor2d([1, -1], [1, 2]))
        .at(-1)!
        .dataSync() as Float32Array),
    ]);
  const before = output();
  tf.tidy(() => {
    network.backward(network.forward(tf.tensor2d([1, -1], [1, 2])), tf.tensor2d([1], [1, 1]), false);
  });
  expect(output()).toEqual(before);
});

test("the network learns exclusive or, which no linear model can", () => {
  const network = new Network([2, 16, 1], 0.02, new Random(3));
  const inputs = [0, 0, 0, 1, 1, 0, 1, 1];
  const truth = [0, 1, 1, 0];
  const outputs = () =>
    tf.tidy(() => [
      ...(network
        .forward(tf.tensor2d(inputs, [4, 2]))
        .at(-1)!
        .dataSync() as Float32Array),
    ]);
  for (let step = 0; step < 400; step++)
    tf.tidy(() => {
      const seen = network.forward(tf.tensor2d(inputs, [4, 2]));
      network.backward(seen, tf.sub(seen.at(-1)!, tf.tensor2d(truth, [4, 1])) as tf.Tensor2D, true);
    });
  outputs().forEach((output, index) => {
    expect(Math.abs(output - truth[index]!)).toBeLessThan(0.1);
  });
});
