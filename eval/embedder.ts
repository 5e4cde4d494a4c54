/**
 * npm run eval:embedder -- DATA [--only SECTION ...] [--threshold T ... | best] [--assets FOLDER] [--vectors FOLDER]
 *   [--level L] [--close L] [--group L] [--out FILE.md]
 * npm run eval:embedder -- DATA --export FOLDER [--only SECTION ...]
 * How well the embedder tells near-duplicates from merely similar images, and whether it sees through recolouring.
 * Several thresholds print their means only.
 */
import { writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { selectBackend } from "../src/compute/select.ts";
import { loadBuiltInEmbedder } from "../src/embed/built-in.ts";
import { chosenThreshold } from "./embedder/best-threshold.ts";
import { exportSets } from "./embedder/export-sets.ts";
import { SECTIONS, type Section } from "./embedder/pixel-set.ts";
import { judgeAll } from "./embedder/report.ts";
import { setsOf } from "./embedder/sections.ts";
import { type MeasuredSet, measureSet } from "./embedder/set-scores.ts";
import { fromFolder, fromNetwork } from "./embedder/vectors.ts";

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: "string", multiple: true, default: [...SECTIONS] },
    threshold: { type: "string", multiple: true, default: [] },
    level: { type: "string", default: "0.7" },
    close: { type: "string", default: "0.9" },
    group: { type: "string", default: "0.6" },
    assets: { type: "string" },
    vectors: { type: "string" },
    export: { type: "string" },
    out: { type: "string" },
  },
});
const [root] = positionals;
if (root === undefined) throw new Error("Expected the folder of the evaluation data, such as ../shared/data");
const isSection = (name: string): name is Section => (SECTIONS as readonly string[]).includes(name);
const only = options.only.filter(isSection);
if (only.length < options.only.length) throw new Error(`Expected --only to be one of ${SECTIONS.join(", ")}`);
const sets = only.flatMap((section) => setsOf(section, root));

if (options.export !== undefined) {
  await exportSets(sets, options.export);
} else {
  const { backend } = await selectBackend("cpu", availableParallelism());
  const embedder = await loadBuiltInEmbedder(
    options.assets === undefined ? undefined : pathToFileURL(`${options.assets}/`),
  );
  if (options.vectors === undefined) await backend.loadModel(embedder.network);
  const source = options.vectors === undefined ? fromNetwork(embedder, backend) : fromFolder(options.vectors);
  const measured: MeasuredSet[] = [];
  for (const set of sets) measured.push(await measureSet(set, await source.vectorsOf(set), backend));

  const thresholds: number[] = [];
  for (const asked of options.threshold.length > 0 ? options.threshold : [String(source.threshold ?? "best")])
    thresholds.push(asked === "best" ? chosenThreshold(measured) : Number(asked));
  const [level, close, group] = [Number(options.level), Number(options.close), Number(options.group)];
  const levels = thresholds.map((threshold) => ({ threshold, level, close, group }));
  const body = await judgeAll(measured, levels, { structure: source.structure, backend });
  await backend.close();
  const images = sets.reduce((sum, { ambiguous }) => sum + ambiguous.length, 0);
  const report = `Embedder ${source.id}, ${sets.length} sets, ${images} images, threshold ${thresholds.join(", ")}\n\n${body.join("\n")}\n`;
  process.stdout.write(report);
  if (options.out !== undefined) writeFileSync(options.out, report);
}
