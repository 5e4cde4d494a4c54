/** Trains a run and tells what it made, in order; writes nothing. */
import { BATCH, Gan } from "./gan.ts";
import { inkblot, SIDE } from "./inkblots.ts";
import { Random } from "./random.ts";
import type { Run } from "./runs.ts";

const CHECKPOINTS = 10;
const LOG_ROWS = 500;

/** Images are BATCH x SIDE x SIDE values in [-1, 1]. */
export type TrainingEvent =
  | { type: "real"; images: Float32Array }
  /** Images of the same latents at every checkpoint, before step `step` is trained. */
  | { type: "checkpoint"; step: number; images: Float32Array }
  | { type: "row"; row: LogRow };

/** Means over the steps since the last row; both scores were taken before the update of their step. */
export interface LogRow {
  /** Steps trained so far. */
  step: number;
  /** Mean probability of generated images, in [0, 1]. */
  scoreGenerator: number;
  /** Half the mean probability of real images plus half of 1 - `scoreGenerator`, in [0, 1]. */
  scoreDiscriminator: number;
  /** Cross-entropy, nats. */
  lossGenerator: number;
  lossDiscriminator: number;
}

/** Lazy: a reader that stops early stops the training. Needs a TensorFlow.js backend. */
export function* train(run: Run): Generator<TrainingEvent> {
  const random = new Random(run.seed);
  const gan = new Gan(run.settings, random);
  yield { type: "real", images: inkblots(random) };
  const latents = gan.latents(BATCH);
  const every = run.steps / LOG_ROWS;
  let row = emptyRow();
  for (let step = 0; step <= run.steps; step++) {
    if (step % (run.steps / CHECKPOINTS) === 0) yield { type: "checkpoint", step, images: gan.generate(latents) };
    if (step === run.steps) return;
    if (step === run.change?.step) gan.change(run.change);
    const { real, fake, lossGenerator, lossDiscriminator } = gan.step(inkblots(random));
    row.step = step + 1;
    row.scoreGenerator += fake / every;
    row.scoreDiscriminator += (real / 2 + (1 - fake) / 2) / every;
    row.lossGenerator += lossGenerator / every;
    row.lossDiscriminator += lossDiscriminator / every;
    if (row.step % every === 0) {
      yield { type: "row", row };
      row = emptyRow();
    }
  }
}

const emptyRow = (): LogRow => ({
  step: 0,
  scoreGenerator: 0,
  scoreDiscriminator: 0,
  lossGenerator: 0,
  lossDiscriminator: 0,
});

const inkblots = (random: Random): Float32Array => {
  const images = new Float32Array(BATCH * SIDE * SIDE);
  for (let index = 0; index < BATCH; index++) images.set(inkblot(random), index * SIDE * SIDE);
  return images;
};
