/**
 * npm run eval:embedder -- FOLDER [--threshold T ...] [--assets FOLDER] [--out FILE.md]
 * How well the embedder tells near-duplicates from merely similar images, set by set. Several thresholds print their means only.
 */
import { writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { selectBackend } from "../src/compute/select.ts";
import { loadBuiltInEmbedder } from "../src/embed/built-in.ts";
import { type EmbeddedSet, embedSet, type SetScores, scoreSet } from "./score-set.ts";
import { readTruthSets } from "./truth.ts";

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    threshold: { type: "string", multiple: true, default: [] },
    assets: { type: "string" },
    out: { type: "string" },
  },
});
const [root] = positionals;
if (root === undefined) throw new Error("Expected the folder of the evaluation sets, such as ../shared/data/eval");

const shares = ["falsePairShare", "falseGroupShare"] as const;
const columns = ["auc", "averagePrecision", "bestF1", "f1", "ari", ...shares] as const;
const heads = ["AUC", "AP", "F1 own t", "F1 one t", "ARI of groups", "false pairs", "largest false group"];
const cell = (value: number | null) => (value === null ? "" : value.toFixed(3));
const mean = (values: readonly (number | null)[]) => {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
};
const row = (name: string, pick: (column: (typeof columns)[number]) => number | null) =>
  `| ${[name, ...columns.map((column) => cell(pick(column)))].join(" | ")} |`;
const largest = (scores: readonly SetScores[], kind: SetScores["kind"]) =>
  Math.max(...scores.filter((set) => set.kind === kind).map(({ falseGroupShare }) => falseGroupShare ?? 0));

const folder = options.assets === undefined ? undefined : pathToFileURL(`${options.assets}/`);
const embedder = await loadBuiltInEmbedder(folder);
const { network, threshold } = embedder;
const threads = availableParallelism();
const { backend } = await selectBackend("cpu", threads);
await backend.loadModel(network);
const sets: EmbeddedSet[] = [];
for (const truth of readTruthSets(root)) sets.push(await embedSet(truth, embedder, backend, threads));

const lines: string[] = [];
const thresholds = options.threshold.length > 0 ? options.threshold.map(Number) : [threshold.value];
for (const value of thresholds) {
  const scores: SetScores[] = [];
  for (const set of sets) scores.push(await scoreSet(set, network.dimension, value, backend));
  if (lines.length === 0) lines.push(`| set | ${heads.join(" | ")} |`, `|---${"|---".repeat(heads.length)}|`);
  if (thresholds.length === 1)
    lines.push(...scores.map((set) => row(`${set.name} (${set.kind})`, (column) => set[column])));
  lines.push(row(`**mean, t = ${value}**`, (column) => mean(scores.map((set) => set[column]))));
  lines.push(
    `| largest false group | healthy ${cell(largest(scores, "healthy"))}, hardneg ${cell(largest(scores, "hardneg"))} |${" |".repeat(heads.length - 1)}`,
  );
}
await backend.close();
const report = `Embedder ${network.id}, ${sets.length} sets, ${sets.reduce((sum, { truth }) => sum + truth.images.length, 0)} images\n\n${lines.join("\n")}\n`;
process.stdout.write(report);
if (options.out !== undefined) writeFileSync(options.out, report);
