/** `gan-diversity check`: the main job. */
import { join } from "node:path";
import type { Command } from "commander";
import { UsageError } from "../errors.ts";
import { FORMATS } from "../report/formats.ts";
import { isRunSet, type Result } from "../report/runs.ts";
import { plain } from "../report/words.ts";
import { cacheFolder } from "../run/cache-folder.ts";
import { DEVICES, NORMALIZATION_NAMES, PRESET_NAMES } from "../run/option-rules.ts";
import { type AnalyzeOptions, orderOf, type PictureLimits } from "../run/options.ts";
import { addGridOptions, addReportOptions, parserOf, type ReportOptionValues } from "./options.ts";
import { showProgress } from "./progress.ts";
import { addScoreOptions, type ScoreOptions } from "./score-options.ts";
import { writeOutput } from "./write-output.ts";
import { printResult, render, writeHtml } from "./write-report.ts";

type Measuring = Omit<AnalyzeOptions, "inputs" | "scoreOptions" | "cache" | "thumbnails" | "signal" | "onProgress">;

interface CheckOptions extends Measuring, ScoreOptions, ReportOptionValues {
  /** false for --no-cache. */
  cache: boolean;
  cacheDir?: string;
  json?: string;
  oneRun?: boolean;
  open?: boolean;
  quiet?: boolean;
  reportThumbnails?: Partial<PictureLimits>;
}

/** What the pictures may take of a report. */
const PICTURE_SHARE = 0.6;

export const addCheckCommand = (program: Command, finish: (exitCode: number) => void): void => {
  const command = program
    .command("check")
    .description("judge a run from its pictures, its score log, or both")
    .argument("[pictures...]", "folders, files or globs with samples of a run, or of several")
    .option("--one-run", "judge all pictures as one run, whatever their folders and steps say")
    .option(
      "--scores <log>",
      "score log of the run, a file or a folder; may be given several times",
      (path: string, before: string[] = []) => [...before, path],
    );
  addGridOptions(command)
    .option("--json <file>", 'write the whole analysis as JSON ("-" for standard output)')
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
      "--model <path or name>",
      `another embedder: an .onnx file, a TensorFlow.js model, ${PRESET_NAMES.join(", ")}`,
    )
    .option(
      "--model-input-size <pixels>",
      "side of the model's input, where the model leaves it open",
      parserOf("modelInputSize"),
    )
    .option(
      "--model-normalize <preset>",
      `${NORMALIZATION_NAMES.join(", ")} (default: imagenet)`,
      parserOf("modelNormalize"),
    )
    .option("--model-pooling <how>", "tokens of a transformer to one vector: cls or mean", parserOf("modelPooling"))
    .option("--model-output <name>", "the output that is the embedding, where several could be")
    .option("--offline", "never fetch a model")
    .option("--device <device>", DEVICES.join(", "), parserOf("device"), "auto")
    .option("--threads <count>", "threads for decoding and computing (default: all)", parserOf("threads"))
    .option("--no-cache", "neither read nor keep embeddings of earlier runs")
    .option("--cache-dir <folder>", "where embeddings are kept (default: the user's cache folder)")
    .option("--ms-ssim", "measure the mean MS-SSIM of random pairs too (JSON)")
    .option("--quiet", "print only the verdict's sentence");
  addReportOptions(addScoreOptions(command))
    .option("--open", "show the HTML report in a browser (on a terminal, not in CI)")
    .option(
      "--report-thumbnails <count/size>",
      "pictures of the last checkpoint in the HTML report, and their pixels (default: 640/64)",
      parserOf("thumbnails"),
    )
    .action(async (pictures: string[], options: CheckOptions) => finish(await check(pictures, options)));
};

const check = async (pictures: readonly string[], values: CheckOptions): Promise<number> => {
  const { html, maxReportMb, open, json, quiet, oneRun = false, ...asked } = values;
  const { cache, cacheDir, reportThumbnails, loss, dLoss, columns, ...measuring } = asked;
  if (html === undefined && open)
    throw new UsageError(
      `Expected --html together with --open. Next: name the report, such as --html report${FORMATS.html.ending}`,
    );
  const progress = showProgress(process.stderr);
  const options: AnalyzeOptions = {
    ...measuring,
    inputs: pictures,
    scoreOptions: { ...(loss && { loss }), ...(dLoss && { dLoss }), ...(columns && { columns }) },
    modelFolder: join(cacheFolder(), "models"),
    ...(cache ? { cache: cacheDir ?? join(cacheFolder(), "embeddings") } : {}),
    thumbnails: html === undefined ? false : { ...reportThumbnails, bytes: PICTURE_SHARE * maxReportMb * 1e6 },
    onProgress: progress.update,
  };
  // The pipeline is loaded when its options are sound, so that help and errors of usage answer at once.
  orderOf(options);
  progress.update({ stage: "loading" });
  const judge = oneRun
    ? (await import("../run/analyze.ts")).analyze
    : (await import("../run/analyze-runs.ts")).analyzeRuns;
  const result = await judge(options).finally(progress.clear);

  const jsonText = json === undefined ? "" : await render("json", result);
  const toStandardOutput = json === "-";
  if (json !== undefined && !toStandardOutput) await writeOutput(json, jsonText);
  if (html !== undefined) await writeHtml(html, result, maxReportMb);
  if (toStandardOutput) process.stdout.write(jsonText);
  else if (quiet) process.stdout.write(sentences(result));
  else await printResult(result);
  if (html !== undefined) process.stderr.write(`HTML report: ${plain(html)}\n`);
  if (json !== undefined && !toStandardOutput) process.stderr.write(`Analysis: ${plain(json)}\n`);
  if (html !== undefined && open) await show(html);
  return isRunSet(result) ? result.exitCode : result.verdict.exitCode;
};

/** A line each. */
const sentences = (result: Result): string => {
  if (!isRunSet(result)) return `${plain(result.verdict.sentence)}\n`;
  const lines = [
    ...result.runs.map(({ name, verdict }) => `${name}: ${verdict.sentence}`),
    ...result.unread.map(({ name, reason }) => `${name}: ${reason}`),
  ];
  return lines.map((line) => `${plain(line)}\n`).join("");
};

/** The verdict stands whether or not there is a browser. */
const show = async (html: string): Promise<void> => {
  const { openReport, reasonNotToOpen } = await import("./open-report.ts");
  const reason = reasonNotToOpen(process.stdout.isTTY, process.env) ?? (await openReport(html));
  if (reason !== null) process.stderr.write(`The report was not opened: ${plain(reason)}.\n`);
};
