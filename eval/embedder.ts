/**
 * npm run eval:embedder -- DATA [--only SECTION ...] [--threshold T ... | best] [--assets FOLDER] [--vectors FOLDER]
 *   [--level L] [--close L] [--group L] [--out FILE.md]
 * npm run eval:embedder -- DATA --export FOLDER [--only SECTION ...]
 * How well the embedder tells near-duplicates from merely similar images, and whether it sees through recolouring.
 * Several thresholds print their means only; "best" has the highest mean F1 over the public sets. `--export` writes the
 * pixels the embedder is given; `--vectors` reads `<set>.npy` made of them instead of embedding, as
 * eval/classic_descriptors.py writes them.
 */
import { writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import type { Backend } from "../src/compute/backend.ts";
import { selectBackend } from "../src/compute/select.ts";
import { loadBuiltInEmbedder } from "../src/embed/built-in.ts";
import { chosenThreshold } from "./embedder/best-threshold.ts";
import { exportSets } from "./embedder/export-sets.ts";
import { levelsFor } from "./embedder/levels.ts";
import { SECTIONS } from "./embedder/pixel-set.ts";
import { judgeAll } from "./embedder/report.ts";
import { setsOf } from "./embedder/sections.ts";
import { type MeasuredSet, measureSet } from "./embedder/set-scores.ts";
import { fromFolder, fromNetwork, type VectorSource } from "./embedder/vectors.ts";

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: "string", multiple: true, default: [...SECTIONS] },
    threshold: { type: "string", multiple: true, default: [] },
    level: { type: "string" },
    close: { type: "string" },
    group: { type: "string" },
    assets: { type: "string" },
    vectors: { type: "string" },
    export: { type: "string" },
    out: { type: "string" },
  },
});
const [root] = positionals;
if (root === undefined) throw new Error("Expected the folder of the evaluation data, such as ../shared/data");
const unknown = options.only.filter((name) => !(SECTIONS as readonly string[]).includes(name));
if (unknown.length > 0)
  throw new Error(`Expected --only to be one of ${SECTIONS.join(", ")} but received ${unknown.join(", ")}`);
const only = SECTIONS.filter((section) => options.only.includes(section));
const sets = only.flatMap((section) => setsOf(section, root));

/** @throws Error for what is no number */
const similarity = (text: string): number => {
  const value = Number(text);
  if (text === "" || !(Math.abs(value) <= 1)) throw new Error(`Expected a similarity but received ${text}`);
  return value;
};

const openSource = async (backend: Backend): Promise<VectorSource> => {
  if (options.vectors !== undefined) return fromFolder(options.vectors);
  const folder = options.assets === undefined ? undefined : pathToFileURL(`${options.assets}/`);
  const embedder = await loadBuiltInEmbedder(folder);
  await backend.loadModel(embedder.network);
  return fromNetwork(embedder, backend);
};

const report = async (backend: Backend): Promise<string> => {
  const source = await openSource(backend);
  const measured: MeasuredSet[] = [];
  for (const set of sets) measured.push(await measureSet(set, await source.vectorsOf(set), backend));
  const asked = options.threshold.length > 0 ? options.threshold : [String(source.threshold ?? "best")];
  const thresholds = asked.map((text) => (text === "best" ? chosenThreshold(measured) : similarity(text)));
  const given = Object.fromEntries(
    (["level", "close", "group"] as const).flatMap((name) => {
      const text = options[name];
      return text === undefined ? [] : [[name, similarity(text)]];
    }),
  );
  const levels = thresholds.map((threshold) => levelsFor(threshold, given));
  const body = await judgeAll(measured, levels, { structure: source.structure, backend });
  const images = sets.reduce((sum, { ambiguous }) => sum + ambiguous.length, 0);
  const named = thresholds.map((value, at) => `${value}${asked[at] === "best" ? " (best on the public sets)" : ""}`);
  const title = `Embedder ${source.id}, ${sets.length} sets, ${images} images, threshold ${named.join(", ")}`;
  return `${title}\n\n${body.join("\n")}\n`;
};

if (options.export !== undefined) {
  await exportSets(sets, options.export);
} else {
  const { backend } = await selectBackend("cpu", availableParallelism());
  const text = await report(backend);
  await backend.close();
  process.stdout.write(text);
  if (options.out !== undefined) writeFileSync(options.out, text);
}
