/**
 * How often `compare` says that a run differs from itself, and that it has dropped below itself as a baseline: the last checkpoint of each sample
 * run is split at random in two halves again and again, and the halves are compared as two runs would be. `npm run eval:compare -- SPLITS [SAMPLE ...]`
 */
import sharp from "sharp";
import type { MemoryImage } from "../src/inputs/memory-images.ts";
import { shuffledIndices } from "../src/kit/random.ts";
import { type Rows, selectRows } from "../src/kit/rows.ts";
import { differencesOfSets, LEVEL } from "../src/metrics/difference/two-sets.ts";
import { closeThreshold, groupThreshold } from "../src/pairs/linkage/related-thresholds.ts";
import { analyze } from "../src/run/analyze.ts";
import { holdToBaseline } from "../src/run/compare/hold-to-baseline.ts";
import type { CheckpointEmbeddings } from "../src/run/options.ts";

const [count = "100", ...named] = process.argv.slice(2);
const splits = Number(count);
const SAMPLES = ["healthy", "mode-collapse", "generator-dominates", "discriminator-dominates"];

const lastOf = async (name: string): Promise<CheckpointEmbeddings> => {
  let last: CheckpointEmbeddings | undefined;
  await analyze({
    inputs: [`samples/${name}`],
    reference: false,
    onCheckpoint: (images) => {
      last = images;
    },
  });
  return last!;
};

/** As they would be handed to the library. */
const picturesOf = async ({ members, pictures }: CheckpointEmbeddings): Promise<MemoryImage[]> => {
  const images: MemoryImage[] = [];
  for await (const { name, bytes } of pictures.files(members)) {
    const { data, info } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
    images.push({ name, width: info.width, height: info.height, pixels: data });
  }
  return images;
};

for (const name of named.length > 0 ? named : SAMPLES) {
  const last = await lastOf(name);
  const rows: Rows = { values: last.embeddings, dimension: last.dimension };
  const { threshold } = last.checkpoint.metrics;
  const images = await picturesOf(last);
  const limits = { duplicate: threshold, close: closeThreshold(threshold), related: groupThreshold(threshold) };
  let quiet = 0;
  let held = 0;
  for (let split = 0; split < splits; split++) {
    const order = shuffledIndices(images.length, 7919 * (split + 1));
    const half = Math.floor(images.length / 2);
    const halves = [order.slice(0, half), order.slice(half, 2 * half)];
    const [base, other] = halves.map((part) => ({ rows: selectRows(rows, part), blanks: 0 }));
    const differences = differencesOfSets(base!, other!, { limits, seed: split + 1, level: LEVEL });
    if (differences.every(({ certain }) => !certain)) quiet++;
    const [before, after] = await Promise.all(
      halves.map((part) => analyze({ images: part.map((image) => images[image]!), threads: 1 })),
    );
    if (!holdToBaseline(before!, after!, 0).regressed) held++;
  }
  process.stdout.write(
    `${name}: nothing differs in ${quiet}, and the baseline is held in ${held} of ${splits} splits of ${images.length} images\n`,
  );
}
