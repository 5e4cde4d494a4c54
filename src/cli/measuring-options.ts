/** What is judged, and how: the same for every command that measures a run. */
import type { Command } from "commander";
import { DEVICES } from "../run/option-rules.ts";
import type { AnalyzeOptions } from "../run/options.ts";
import { cacheFolders } from "./cache-command.ts";
import { addedTo, addGridOptions, addModelOptions, parserOf } from "./options.ts";
import { addScoreOptions, type ScoreOptions } from "./score-options.ts";

type Measuring = Omit<
  AnalyzeOptions,
  "inputs" | "config" | "scoreOptions" | "cache" | "thumbnails" | "signal" | "onCheckpoint" | "onProgress"
>;

export interface MeasuringValues extends Measuring, ScoreOptions {
  /** false for --no-cache. */
  cache: boolean;
  /** false for --no-config. */
  config?: string | false;
  cacheDir?: string;
  oneRun?: boolean;
}

/** What is judged, and how. */
export const addMeasuringOptions = (command: Command): Command =>
  addJudgingOptions(
    command
      .argument("[pictures...]", "folders, files or globs with samples of a run, or of several")
      .option("--one-run", "judge all pictures as one run, whatever their folders and steps say")
      .option(
        "--scores <log>",
        "score log of the run, a file or a folder; may be given several times",
        addedTo(String),
      ),
  );

/** How it is judged. */
export const addJudgingOptions = (command: Command): Command => {
  addModelOptions(addGridOptions(command))
    .option("--fail-on <level>", "exit with 1 from this level on: warn, fail or never", parserOf("failOn"), "fail")
    .option("--threshold <cosine>", "similarity from which two images are near-duplicates", parserOf("threshold"))
    .option(
      "--reference <source>",
      "real images to compare with: tells a narrow domain from a collapse, finds missing modes and copies",
    )
    .option("--no-reference", "do not compare with real images that lie with the samples")
    .option("--reference-limit <count>", "real images measured at most (default: 10000)", parserOf("referenceLimit"))
    .option("--classes <source>", '"folders" when every class has a folder, or a CSV file with path and class')
    .option(
      "--sample <count>",
      "judge so many images of each checkpoint, 16 or more: a quick first answer (default: all)",
      parserOf("sample"),
    )
    .option("--device <device>", DEVICES.join(", "), parserOf("device"), "auto")
    .option("--threads <count>", "threads for decoding and computing (default: all)", parserOf("threads"))
    .option("--no-cache", "neither read nor keep embeddings and figures of earlier runs")
    .option("--cache-dir <folder>", "where embeddings are kept (default: the user's cache folder)")
    .option("--verify-cache", "read all files again, also those of known path, size and time")
    .option("--ms-ssim", "measure the mean MS-SSIM of random pairs too (JSON)")
    .option("--config <file>", "take options from this file (default: gan-diversity.config.json here or above)")
    .option("--no-config", "take no options from a file");
  return addScoreOptions(command);
};

export const analyzeOptionsOf = (inputs: readonly string[], values: MeasuringValues): AnalyzeOptions => {
  const { cache, cacheDir, config, oneRun, loss, dLoss, columns, ...measuring } = values;
  const kept = cacheFolders(cacheDir);
  return {
    ...measuring,
    inputs,
    scoreOptions: { ...(loss && { loss }), ...(dLoss && { dLoss }), ...(columns && { columns }) },
    ...(config ? { config } : {}),
    modelFolder: kept.models,
    ...(cache ? { cache: kept.embeddings } : {}),
  };
};

/** The pipeline, loaded when it is needed. */
export const judgeOf = async ({ oneRun = false }: Pick<MeasuringValues, "oneRun">) =>
  oneRun ? (await import("../run/analyze.ts")).analyze : (await import("../run/analyze-runs.ts")).analyzeRuns;
