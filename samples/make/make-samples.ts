/** Trains the sample runs: `npm run samples` for all of them, `npm run samples -- healthy` for one. */
import { mkdir, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import * as tf from "@tensorflow/tfjs-core";
import { BATCH, Gan } from "./gan.ts";
import { inkblot, SIDE } from "./inkblots.ts";
import { Random } from "./random.ts";
import { RUNS, type Run } from "./runs.ts";
import { writeSheet } from "./sheet.ts";

const CHECKPOINTS = 10;
/** Rows of the log, each the mean over the steps since the last. */
const LOG_ROWS = 500;

const train = async (run: Run): Promise<void> => {
  const folder = new URL(`../${run.name}/`, import.meta.url);
  await mkdir(folder, { recursive: true });
  const random = new Random(run.seed);
  const gan = new Gan(run.settings, random);
  const batch = (): Float32Array => {
    const images = new Float32Array(BATCH * SIDE * SIDE);
    for (let index = 0; index < BATCH; index++) images.set(inkblot(random), index * SIDE * SIDE);
    return images;
  };
  await writeSheet(fileIn(folder, "real_samples.png"), batch());
  const fixedLatents = gan.latents(BATCH);
  const log = ["step,scoreGenerator,scoreDiscriminator,lossGenerator,lossDiscriminator"];
  const every = run.steps / LOG_ROWS;
  let sums = [0, 0, 0, 0];
  for (let step = 0; step <= run.steps; step++) {
    if (step % (run.steps / CHECKPOINTS) === 0)
      await writeSheet(
        fileIn(folder, `fake_samples_step_${String(step).padStart(6, "0")}.png`),
        gan.generate(fixedLatents),
      );
    if (step === run.steps) break;
    if (step === run.change?.step) gan.change(run.change);
    const { real, fake, lossGenerator, lossDiscriminator } = gan.step(batch());
    [fake, real / 2 + (1 - fake) / 2, lossGenerator, lossDiscriminator].forEach((value, index) => {
      sums[index]! += value / every;
    });
    if ((step + 1) % every === 0) {
      log.push([step + 1, ...sums.map((sum) => sum.toFixed(5))].join());
      sums = [0, 0, 0, 0];
    }
  }
  await writeFile(new URL("log.csv", folder), `${log.join("\n")}\n`);
};

const fileIn = (folder: URL, name: string): string => fileURLToPath(new URL(name, folder));

setWasmPaths(dirname(createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm")) + sep);
await tf.setBackend("wasm");
const wanted = process.argv.slice(2);
for (const run of RUNS.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  const start = Date.now();
  await train(run);
  process.stdout.write(`${run.name}: ${run.steps} steps in ${Math.round((Date.now() - start) / 1000)} s\n`);
}
