/** `gan-diversity compare`: runs side by side, and which figures differ for certain. */
import { readFile, stat } from "node:fs/promises";
import type { Command } from "commander";
import type { Analysis, Comparison } from "../analysis/analysis.ts";
import { InputError } from "../errors.ts";
import { plain } from "../report/words.ts";
import type { CompareOptions } from "../run/compare/compare-runs.ts";
import { DEVICES } from "../run/option-rules.ts";
import { cacheFolders } from "./cache-command.ts";
import { NOT_MEASURED } from "./exit-codes.ts";
import { addGridOptions, parserOf } from "./options.ts";
import { STANDARD_OUTPUT } from "./output/destination.ts";
import { openOutputs } from "./output/outputs.ts";
import { showProgress } from "./progress.ts";
import { terminalStyle } from "./terminal-style.ts";
import { printText } from "./write-report.ts";

interface CompareValues extends Omit<CompareOptions, "runs" | "cache"> {
  cache: boolean;
  cacheDir?: string;
  json?: string;
}

export const addCompareCommand = (program: Command, finish: (exitCode: number) => void): void => {
  const command = program
    .command("compare")
    .description("show how far runs differ from the first one, and whether that is certain")
    .argument("<runs...>", "two or more: folders, files or globs with samples, or analyses written by check --json");
  addGridOptions(command)
    .option("--json <file>", 'write the comparison as JSON ("-" for standard output)')
    .option("--threshold <cosine>", "similarity from which two images are near-duplicates", parserOf("threshold"))
    .option("--seed <number>", "of the choice of images and of the permutations (default: 1)", parserOf("seed"))
    .option("--device <device>", DEVICES.join(", "), parserOf("device"), "auto")
    .option("--threads <count>", "threads for decoding and computing (default: all)", parserOf("threads"))
    .option("--no-cache", "neither read nor keep embeddings of earlier runs")
    .option("--cache-dir <folder>", "where embeddings are kept (default: the user's cache folder)")
    .action(async (runs: string[], values: CompareValues) => finish(await compare(runs, values)));
};

const compare = async (runs: readonly string[], values: CompareValues): Promise<number> => {
  const { json, cache, cacheDir, ...options } = values;
  const { inputThatIs } = await import("../run/input-files.ts");
  const wanted = json === undefined ? null : { flag: "--json", given: json };
  const outputs = await openOutputs(wanted ? [wanted] : [], async (file) => {
    const found = await inputThatIs(file, { inputs: runs });
    return found === null ? null : "one of the runs";
  });
  const progress = showProgress(process.stderr);
  const { compareRuns } = await import("../run/compare/compare-runs.ts");
  const sides = await Promise.all(runs.map(sideOf));
  const comparison = await compareRuns({
    ...options,
    runs: sides,
    ...(cache ? { cache: cacheFolders(cacheDir).embeddings } : {}),
    onProgress: progress.update,
  }).finally(progress.clear);
  const isWritten = wanted && (await outputs.write(wanted, `${JSON.stringify(comparison, null, 2)}\n`));
  if (!outputs.hasStandardOutput) await print(comparison);
  if (isWritten && json !== STANDARD_OUTPUT) process.stderr.write(`Comparison: ${plain(json!)}\n`);
  return outputs.exitCode(0, NOT_MEASURED);
};

const print = async (comparison: Comparison): Promise<void> => {
  const { renderComparison } = await import("../report/comparison/terminal.ts");
  await printText(renderComparison(comparison, terminalStyle(process.stdout)));
};

/** A file that ends in .json is a saved analysis, anything else pictures. */
const sideOf = async (given: string): Promise<CompareOptions["runs"][number]> => {
  if (!given.endsWith(".json") || !(await stat(given).catch(() => null))?.isFile()) return given;
  const { parseAnalysis } = await import("../report/json/parse-analysis.ts");
  return { name: given, analysis: parseAnalysis(await readSaved(given)) satisfies Analysis };
};

const readSaved = (path: string): Promise<string> =>
  readFile(path, "utf8").catch((cause: Error) => {
    throw new InputError(
      "ANALYSIS",
      `Expected an analysis at ${path} but it can not be read: ${cause.message}. Next: check its rights`,
      { cause },
    );
  });
