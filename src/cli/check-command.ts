/** `gan-diversity check`: the main job. */
import { join } from "node:path";
import type { Command } from "commander";
import type { FailOn } from "../analysis/analysis.ts";
import { DEVICES, type Device } from "../compute/devices.ts";
import type { Pooling } from "../compute/model-file.ts";
import { NORMALIZATION_NAMES, type Normalization } from "../embed/user-models/normalizations.ts";
import { PRESET_NAMES } from "../embed/user-models/presets.ts";
import { UsageError } from "../errors.ts";
import { cacheFolder } from "../run/cache-folder.ts";
import type { AnalyzeOptions } from "../run/options.ts";
import {
  parseDevice,
  parseFailOn,
  parseGrid,
  parseInputSize,
  parseNormalization,
  parsePadding,
  parsePooling,
  parseReferenceLimit,
  parseThreads,
  parseThreshold,
} from "./options.ts";
import { showProgress } from "./progress.ts";
import { addReportOptions, picturesFor, type ReportOptionValues } from "./report-options.ts";
import { safeText } from "./safe-text.ts";
import { addScoreOptions, type ScoreOptionValues, scoreOptionsOf } from "./score-options.ts";
import { terminalStyle } from "./terminal-style.ts";
import { writeOutput } from "./write-output.ts";

interface CheckOptions extends ScoreOptionValues, ReportOptionValues {
  scores?: string[];
  grid?: { columns: number; rows: number };
  padding?: number;
  device: Device;
  threads?: number;
  threshold?: number;
  reference?: string;
  referenceLimit?: number;
  classes?: string;
  /** false for --no-cache. */
  cache: boolean;
  cacheDir?: string;
  model?: string;
  modelInputSize?: number;
  modelNormalize?: Normalization;
  modelPooling?: Pooling;
  modelOutput?: string;
  offline?: boolean;
  json?: string;
  failOn: FailOn;
  msSsim?: boolean;
  quiet?: boolean;
}

export const addCheckCommand = (program: Command, finish: (exitCode: number) => void): void => {
  const command = program
    .command("check")
    .description("judge a run from its pictures, its score log, or both")
    .argument("[pictures...]", "folders, files or globs with samples of the run")
    .option(
      "--scores <log>",
      "score log of the run, a file or a folder; may be given several times",
      (path: string, before: string[] = []) => [...before, path],
    )
    .option("--grid <COLSxROWS>", "layout of sample sheets, such as 8x8 (default: found automatically)", parseGrid)
    .option("--padding <pixels>", "pixels between the tiles of --grid", parsePadding)
    .option("--json <file>", 'write the whole analysis as JSON ("-" for standard output)')
    .option("--fail-on <level>", "exit with 1 from this level on: warn, fail or never", parseFailOn, "fail")
    .option("--threshold <cosine>", "similarity from which two images are near-duplicates", parseThreshold)
    .option(
      "--reference <folder>",
      "real images to compare with: calibrates the threshold, finds missing modes and copies",
    )
    .option("--reference-limit <count>", "real images measured at most (default: 10000)", parseReferenceLimit)
    .option("--classes <source>", '"folders" when every class has a folder, or a CSV file with path and class')
    .option(
      "--model <path or name>",
      `another embedder: an .onnx file, a TensorFlow.js model, ${PRESET_NAMES.join(", ")}`,
    )
    .option("--model-input-size <pixels>", "side of the model's input, where the model leaves it open", parseInputSize)
    .option("--model-normalize <preset>", `${NORMALIZATION_NAMES.join(", ")} (default: imagenet)`, parseNormalization)
    .option("--model-pooling <how>", "tokens of a transformer to one vector: cls or mean", parsePooling)
    .option("--model-output <name>", "the output that is the embedding, where several could be")
    .option("--offline", "never fetch a model")
    .option("--device <device>", DEVICES.join(", "), parseDevice, "auto")
    .option("--threads <count>", "threads for decoding and computing (default: all)", parseThreads)
    .option("--no-cache", "neither read nor keep embeddings of earlier runs")
    .option("--cache-dir <folder>", "where embeddings are kept (default: the user's cache folder)")
    .option("--ms-ssim", "measure the mean MS-SSIM of random pairs too (JSON)")
    .option("--quiet", "print only the verdict's sentence");
  addReportOptions(addScoreOptions(command)).action(async (pictures: string[], options: CheckOptions) =>
    finish(await check(pictures, options)),
  );
};

const check = async (pictures: readonly string[], options: CheckOptions): Promise<number> => {
  if (pictures.length === 0 && options.scores === undefined)
    throw new UsageError(
      "Expected pictures, --scores or both but received neither. Next: gan-diversity check ./samples --scores log.csv",
    );
  if (options.padding !== undefined && !options.grid)
    throw new UsageError("Expected --grid together with --padding. Next: add the layout, such as --grid 8x8");
  if (pictures.length === 0 && (options.reference ?? options.classes) !== undefined)
    throw new UsageError(
      "Expected pictures together with --reference or --classes but received none. Next: gan-diversity check ./samples --reference ./real",
    );
  if (options.referenceLimit !== undefined && options.reference === undefined)
    throw new UsageError("Expected --reference together with --reference-limit. Next: add the folder of real images");
  const {
    html,
    open,
    reportThumbnails,
    maxReportMb,
    json,
    quiet,
    cache,
    cacheDir,
    loss,
    dLoss,
    columns,
    ...measuring
  } = options;
  const thumbnails = picturesFor(options);
  const progress = showProgress(process.stderr);
  progress.update({ stage: "loading" });
  // Loaded on demand, so that help and errors of usage answer at once.
  const { analyze } = await import("../run/analyze.ts");
  const analysis = await analyze({
    ...(measuring satisfies Omit<AnalyzeOptions, "inputs" | "cache">),
    modelFolder: join(cacheFolder(), "models"),
    ...(cache ? { cache: cacheDir ?? join(cacheFolder(), "embeddings") } : {}),
    scoreOptions: scoreOptionsOf({ loss, dLoss, columns }),
    inputs: pictures,
    thumbnails,
    onProgress: progress.update,
  }).finally(progress.clear);

  const toStandardOutput = json === "-";
  const jsonText = json === undefined ? "" : (await import("../report/json/json.ts")).renderJson(analysis);
  if (json !== undefined && !toStandardOutput) await writeOutput(json, jsonText);
  if (html !== undefined) {
    const { renderHtml } = await import("../report/html/html.ts");
    await writeOutput(html, await renderHtml(analysis, { maxMegabytes: maxReportMb }));
  }
  if (toStandardOutput) process.stdout.write(jsonText);
  else if (quiet) process.stdout.write(`${safeText(analysis.verdict.sentence)}\n`);
  else {
    const { renderTerminal } = await import("../report/terminal/terminal.ts");
    process.stdout.write(renderTerminal(analysis, terminalStyle(process.stdout)));
  }
  for (const [name, path] of [
    ["HTML report", html],
    ["Analysis", toStandardOutput ? undefined : json],
  ] as const)
    if (path !== undefined) process.stderr.write(`${name}: ${safeText(path)}\n`);
  if (html !== undefined && open) await show(html);
  return analysis.verdict.exitCode;
};

/** The verdict stands whether or not there is a browser. */
const show = async (html: string): Promise<void> => {
  const { openReport, reasonNotToOpen } = await import("./open-report.ts");
  const reason = reasonNotToOpen(process.stdout.isTTY, process.env) ?? (await openReport(html));
  if (reason !== null) process.stderr.write(`The report was not opened: ${safeText(reason)}.\n`);
};
