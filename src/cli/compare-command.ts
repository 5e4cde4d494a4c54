/** `gan-diversity compare`: runs side by side, which figures differ for certain, and whether a baseline is still held. */
import { stat } from "node:fs/promises";
import type { Command } from "commander";
import type { Comparison } from "../analysis/analysis.ts";
import { InputError, UsageError } from "../errors.ts";
import { isRunSet } from "../report/runs.ts";
import { plain } from "../report/words.ts";
import type { CompareOptions } from "../run/compare/compare-runs.ts";
import { DEVICES } from "../run/option-rules.ts";
import { cacheFolders } from "./cache-command.ts";
import { NOT_MEASURED } from "./exit-codes.ts";
import { addGridOptions, addModelOptions, parserOf } from "./options.ts";
import { STANDARD_OUTPUT } from "./output/destination.ts";
import { type Outputs, openOutputs, type Wanted } from "./output/outputs.ts";
import { showProgress } from "./progress.ts";
import { readSaved } from "./saved-analysis.ts";
import { terminalStyle } from "./terminal-style.ts";
import { printText } from "./write-report.ts";

interface CompareValues extends Omit<CompareOptions, "runs" | "cache" | "thumbnails" | "modelFolder"> {
  cache: boolean;
  cacheDir?: string;
  baseline?: string;
  html?: string;
  json?: string;
}

export const addCompareCommand = (program: Command, finish: (exitCode: number) => void): void => {
  const command = program
    .command("compare")
    .description("show how far runs differ from the first one, and whether that is certain")
    .argument(
      "<runs...>",
      "two or more, or one with --baseline: folders, files or globs with samples, or analyses written by check --json",
    );
  addModelOptions(addGridOptions(command))
    .option("--html <file>", 'write the comparison as a page ("-" for standard output)')
    .option("--json <file>", 'write the comparison as JSON ("-" for standard output)')
    .option(
      "--baseline <analysis.json>",
      "hold one run to this analysis: exit with 1 where its diversity has dropped for certain",
    )
    .option("--max-drop <share>", "drop that --baseline allows, such as 10% (default: none)", parserOf("maxDrop"))
    .option("--threshold <cosine>", "similarity from which two images are near-duplicates", parserOf("threshold"))
    .option("--seed <number>", "of the choice of images and of the permutations (default: 1)", parserOf("seed"))
    .option("--device <device>", DEVICES.join(", "), parserOf("device"), "auto")
    .option("--threads <count>", "threads for decoding and computing (default: all)", parserOf("threads"))
    .option("--no-cache", "neither read nor keep embeddings and figures of earlier runs")
    .option("--cache-dir <folder>", "where embeddings are kept (default: the user's cache folder)")
    .option("--verify-cache", "read all files again, also those of known path, size and time")
    .action(async (runs: string[], values: CompareValues) => finish(await compare(runs, values)));
};

const compare = async (given: readonly string[], values: CompareValues): Promise<number> => {
  const { html, json, cache, cacheDir, baseline, maxDrop, ...options } = values;
  const runs = baseline === undefined ? given : [baseline, ...given];
  assertMeant(given, values);
  const { inputThatIs } = await import("../run/input-files.ts");
  const wanted = [
    ...(json === undefined ? [] : [{ flag: "--json", given: json, title: "Comparison", render: toJson }]),
    ...(html === undefined ? [] : [{ flag: "--html", given: html, title: "HTML report", render: toHtml }]),
  ];
  const outputs = await openOutputs(wanted, async (file) => {
    const found = await inputThatIs(file, { inputs: runs });
    return found === null ? null : "one of the runs";
  });
  const progress = showProgress(process.stderr);
  const kept = cacheFolders(cacheDir);
  const { compareRuns } = await import("../run/compare/compare-runs.ts");
  const sides = await Promise.all(runs.map(sideOf));
  const comparison = await compareRuns({
    ...options,
    ...(baseline === undefined ? {} : { maxDrop: maxDrop ?? 0 }),
    runs: sides,
    thumbnails: html !== undefined && { bytes: PICTURE_BYTES / runs.length },
    modelFolder: kept.models,
    ...(cache ? { cache: kept.embeddings } : {}),
    onProgress: progress.update,
  }).finally(progress.clear);
  await write(comparison, wanted, outputs);
  return outputs.exitCode(comparison.baseline?.regressed ? 1 : 0, NOT_MEASURED);
};

/** Of all runs together. */
const PICTURE_BYTES = 9e6;

/** @throws UsageError */
const assertMeant = (runs: readonly string[], { baseline, maxDrop }: CompareValues): void => {
  if (baseline === undefined && maxDrop !== undefined)
    throw new UsageError("Expected --baseline together with --max-drop. Next: name the analysis to hold the run to");
  if (baseline !== undefined && runs.length !== 1)
    throw new UsageError(
      `Expected one run together with --baseline but received ${runs.length}. Next: hold each run to it by itself`,
    );
};

/** What is saved ends in .json, anything else is pictures. */
const sideOf = async (given: string): Promise<CompareOptions["runs"][number]> => {
  if (!given.endsWith(".json") || (await stat(given).catch(() => null))?.isDirectory()) return given;
  const { parseResult } = await import("../report/json/parse-analysis.ts");
  const saved = parseResult(await readSaved(given));
  if (isRunSet(saved))
    throw new InputError(
      "ANALYSIS",
      `Expected the analysis of one run in ${given} but it holds ${saved.runs.length} runs. Next: check one of them alone, with --json`,
    );
  return { name: given, analysis: saved };
};

type Rendered = Wanted & { title: string; render: (comparison: Comparison) => Promise<string> };

const write = async (comparison: Comparison, wanted: readonly Rendered[], outputs: Outputs): Promise<void> => {
  const written: Rendered[] = [];
  for (const one of wanted) if (await outputs.write(one, await one.render(comparison))) written.push(one);
  if (!outputs.hasStandardOutput) {
    const { renderComparison } = await import("../report/comparison/terminal.ts");
    await printText(renderComparison(comparison, terminalStyle(process.stdout)));
  }
  for (const { given, title } of written)
    if (given !== STANDARD_OUTPUT) process.stderr.write(`${title}: ${plain(given)}\n`);
};

const toJson = async (comparison: Comparison): Promise<string> => `${JSON.stringify(comparison, null, 2)}\n`;

const toHtml = async (comparison: Comparison): Promise<string> => {
  const [{ renderComparisonHtml }, { pageFiles }] = await Promise.all([
    import("../report/comparison/html/page.ts"),
    import("../run/page-files.ts"),
  ]);
  return renderComparisonHtml(comparison, pageFiles());
};
