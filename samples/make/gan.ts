/** A small generator and discriminator, trained with the usual non-saturating cross-entropy losses. */
import * as tf from "@tensorflow/tfjs-core";
import { SIDE } from "./inkblots.ts";
import { Network } from "./network.ts";
import type { Random } from "./random.ts";

const PIXELS = SIDE * SIDE;
export const BATCH = 64;

export interface GanSettings {
  latentDimension: number;
  generatorUnits: number;
  discriminatorUnits: number;
  generatorRate: number;
  discriminatorRate: number;
  /** Steps of the generator for one of the discriminator. */
  generatorSteps: number;
  /** Label of real images for the discriminator; under 1 is one-sided smoothing. */
  realLabel: number;
}

/** Mean probabilities before the update, and the losses. */
export interface StepResult {
  real: number;
  fake: number;
  lossGenerator: number;
  lossDiscriminator: number;
}

export class Gan {
  #settings: GanSettings;
  readonly #random: Random;
  readonly #generator: Network;
  readonly #discriminator: Network;

  constructor(settings: GanSettings, random: Random) {
    this.#settings = settings;
    this.#random = random;
    const { latentDimension, generatorUnits, discriminatorUnits } = settings;
    this.#generator = new Network(
      [latentDimension, generatorUnits, generatorUnits, PIXELS],
      settings.generatorRate,
      random,
    );
    this.#discriminator = new Network(
      [PIXELS, discriminatorUnits, discriminatorUnits, 1],
      settings.discriminatorRate,
      random,
    );
  }

  /** Goes on with another rate and rhythm of the generator. */
  change(change: Pick<GanSettings, "generatorRate" | "generatorSteps">): void {
    this.#settings = { ...this.#settings, ...change };
    this.#generator.rate = change.generatorRate;
  }

  latents(count: number): Float32Array {
    return this.#random.normals(count * this.#settings.latentDimension);
  }

  /** count x SIDE x SIDE values in [-1, 1]. */
  generate(latents: Float32Array): Float32Array {
    return tf.tidy(() => this.#images(latents).images.dataSync() as Float32Array);
  }

  /** One update of both networks. @param images BATCH x SIDE x SIDE values in [-1, 1] */
  step(images: Float32Array): StepResult {
    const latents = this.latents(BATCH);
    return tf.tidy(() => {
      const seenReal = this.#discriminator.forward(rows(images, PIXELS));
      const seenFake = this.#discriminator.forward(this.#images(latents).images);
      const real = probabilities(seenReal);
      const fake = probabilities(seenFake);
      const lossDiscriminator = crossEntropy(seenReal, this.#settings.realLabel) + crossEntropy(seenFake, 0);
      this.#discriminator.backward(
        seenReal.map((values, layer) => tf.concat([values, seenFake[layer]!], 0)),
        tf.concat([gradient(seenReal, this.#settings.realLabel), gradient(seenFake, 0)], 0),
        true,
      );
      let lossGenerator = 0;
      for (let repeat = 0; repeat < this.#settings.generatorSteps; repeat++)
        lossGenerator = this.#stepGenerator(repeat === 0 ? latents : this.latents(BATCH));
      return { real, fake, lossGenerator, lossDiscriminator };
    });
  }

  #stepGenerator(latents: Float32Array): number {
    const { images, activations } = this.#images(latents);
    const seen = this.#discriminator.forward(images);
    const towardsImages = this.#discriminator.backward(seen, gradient(seen, 1), false);
    const slope = tf.sub(1, tf.square(images));
    this.#generator.backward(activations, tf.mul(towardsImages, slope), true);
    return crossEntropy(seen, 1);
  }

  #images(latents: Float32Array): { images: tf.Tensor2D; activations: tf.Tensor2D[] } {
    const activations = this.#generator.forward(rows(latents, this.#settings.latentDimension));
    return { images: tf.tanh(activations.at(-1)!), activations };
  }
}

const rows = (values: Float32Array, columns: number): tf.Tensor2D =>
  tf.tensor2d(values, [values.length / columns, columns]);

const logits = (seen: readonly tf.Tensor2D[]): Float32Array => seen.at(-1)!.dataSync() as Float32Array;
const sigmoid = (logit: number): number => 1 / (1 + Math.exp(-logit));
const meanOf = (values: Float32Array, of: (value: number) => number): number =>
  values.reduce((sum, value) => sum + of(value), 0) / values.length;

const probabilities = (seen: readonly tf.Tensor2D[]): number => meanOf(logits(seen), sigmoid);

/** Mean binary cross-entropy of logits against one label: softplus(x) - label x. */
const crossEntropy = (seen: readonly tf.Tensor2D[], label: number): number =>
  meanOf(logits(seen), (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))) - label * x);

const gradient = (seen: readonly tf.Tensor2D[], label: number): tf.Tensor2D =>
  rows(
    logits(seen).map((x) => (sigmoid(x) - label) / BATCH),
    1,
  );
