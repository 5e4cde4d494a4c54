/**
 * How often `compare` says that a run differs from itself: the last checkpoint of each sample run is split at random in two halves again and
 * again, and the halves are compared as two runs would be. `npm run eval:compare -- SPLITS`
 */
import { shuffledIndices } from "../src/kit/random.ts";
import { type Rows, selectRows } from "../src/kit/rows.ts";
import { differencesOfSets, LEVEL } from "../src/metrics/difference/two-sets.ts";
import { closeThreshold, groupThreshold } from "../src/pairs/linkage/related-thresholds.ts";
import { analyze } from "../src/run/analyze.ts";

const splits = Number(process.argv[2] ?? 100);

for (const name of ["healthy", "mode-collapse", "generator-dominates", "discriminator-dominates"]) {
  let last: { rows: Rows; threshold: number } | null = null;
  await analyze({
    inputs: [`samples/${name}`],
    reference: false,
    onCheckpoint: ({ checkpoint, embeddings, dimension }) => {
      last = { rows: { values: embeddings, dimension }, threshold: checkpoint.metrics.threshold };
    },
  });
  const { rows, threshold } = last as unknown as { rows: Rows; threshold: number };
  const count = rows.values.length / rows.dimension;
  const limits = { duplicate: threshold, close: closeThreshold(threshold), related: groupThreshold(threshold) };
  let quiet = 0;
  for (let split = 0; split < splits; split++) {
    const order = shuffledIndices(count, 7919 * (split + 1));
    const half = Math.floor(count / 2);
    const [base, other] = [order.slice(0, half), order.slice(half, 2 * half)].map((images) => ({
      rows: selectRows(rows, images),
      blanks: 0,
    }));
    const differences = differencesOfSets(base!, other!, { limits, seed: split + 1, level: LEVEL });
    if (differences.every(({ certain }) => !certain)) quiet++;
  }
  process.stdout.write(`${name}: nothing differs in ${quiet} of ${splits} splits of ${count} images\n`);
}
