/** `gan-diversity check`: the main job. */
import type { Command } from "commander";
import { UsageError } from "../errors.ts";
import { FORMATS } from "../report/formats.ts";
import { exitCodeOf } from "../report/runs.ts";
import { quietLines } from "../report/terminal/closing.ts";
import { plain } from "../report/words.ts";
import { DEVICES } from "../run/option-rules.ts";
import { type AnalyzeOptions, orderOf, type PictureLimits } from "../run/options.ts";
import { addAssertionOptions } from "./assertion-options.ts";
import { cacheFolders } from "./cache-command.ts";
import { NOT_MEASURED } from "./exit-codes.ts";
import { addExportOptions, type ExportValues } from "./exports/export-options.ts";
import { Exports } from "./exports/exports.ts";
import { untilInterrupted } from "./interrupt.ts";
import { addedTo, addGridOptions, addModelOptions, parserOf } from "./options.ts";
import { STANDARD_OUTPUT } from "./output/destination.ts";
import { openOutputs } from "./output/outputs.ts";
import { showProgress } from "./progress.ts";
import { addReportOptions, askedReports, type ReportOptionValues, tellReports, writeReports } from "./reports.ts";
import { addScoreOptions, type ScoreOptions } from "./score-options.ts";
import { printResult, printText } from "./write-report.ts";

type Measuring = Omit<
  AnalyzeOptions,
  "inputs" | "config" | "scoreOptions" | "cache" | "thumbnails" | "signal" | "onCheckpoint" | "onProgress"
>;

interface CheckOptions extends Measuring, ScoreOptions, ReportOptionValues, ExportValues {
  /** false for --no-cache. */
  cache: boolean;
  /** false for --no-config. */
  config?: string | false;
  cacheDir?: string;
  oneRun?: boolean;
  open?: boolean;
  quiet?: boolean;
  verbose?: boolean;
  reportThumbnails?: Partial<PictureLimits>;
}

/** What the pictures may take of a report. */
const PICTURE_SHARE = 0.6;

export const addCheckCommand = (program: Command, finish: (exitCode: number) => void): Command => {
  const command = program
    .command("check")
    .description("judge a run from its pictures, its score log, or both")
    .argument("[pictures...]", "folders, files or globs with samples of a run, or of several")
    .option("--one-run", "judge all pictures as one run, whatever their folders and steps say")
    .option("--scores <log>", "score log of the run, a file or a folder; may be given several times", addedTo(String));
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
    .option("--device <device>", DEVICES.join(", "), parserOf("device"), "auto")
    .option("--threads <count>", "threads for decoding and computing (default: all)", parserOf("threads"))
    .option("--no-cache", "neither read nor keep embeddings and figures of earlier runs")
    .option("--cache-dir <folder>", "where embeddings are kept (default: the user's cache folder)")
    .option("--verify-cache", "read all files again, also those of known path, size and time")
    .option("--ms-ssim", "measure the mean MS-SSIM of random pairs too (JSON)")
    .option("--config <file>", "take options from this file (default: gan-diversity.config.json here or above)")
    .option("--no-config", "take no options from a file")
    .option("--verbose", "print all findings, figures and notes, not only what fits a screen")
    .option("--quiet", "print one line: the name of the run, its state and the sentence of the verdict");
  return addExportOptions(addReportOptions(addAssertionOptions(addScoreOptions(command))))
    .option("--open", "show the HTML report in a browser (on a terminal, not in CI)")
    .option(
      "--report-thumbnails <count/size>",
      "pictures of the last checkpoint in the HTML report, and their pixels (default: 640/64)",
      parserOf("thumbnails"),
    )
    .hook("preAction", async (check) => (await import("./config-file.ts")).applyConfig(check))
    .action(async (pictures: string[], options: CheckOptions) => finish(await check(pictures, options)));
};

const check = async (pictures: readonly string[], values: CheckOptions): Promise<number> => {
  const { html, maxReportMb, open, json, report, quiet, verbose = false, oneRun = false, ...asked } = values;
  const { cache, cacheDir, config, reportThumbnails, loss, dLoss, columns, ...rest } = asked;
  const { embeddings, tensorboard, representatives, charts, ...measuring } = rest;
  if (html === undefined && open)
    throw new UsageError(
      `Expected --html together with --open. Next: name the report, such as --html report${FORMATS.html.ending}`,
    );
  if (html === STANDARD_OUTPUT && open)
    throw new UsageError("Expected a file for --html together with --open but received the standard output");
  if (quiet && verbose)
    throw new UsageError("Expected --quiet or --verbose but received both. Next: leave one of them out");
  const reports = askedReports(values);
  const exports = new Exports(values);
  const hasPage = reports.some(({ format }) => format === "html");
  const progress = showProgress(process.stderr);
  const kept = cacheFolders(cacheDir);
  const options: AnalyzeOptions = {
    ...measuring,
    inputs: pictures,
    scoreOptions: { ...(loss && { loss }), ...(dLoss && { dLoss }), ...(columns && { columns }) },
    ...(config ? { config } : {}),
    modelFolder: kept.models,
    ...(cache ? { cache: kept.embeddings } : {}),
    ...exports.onCheckpoint,
    thumbnails: hasPage && { ...reportThumbnails, bytes: PICTURE_SHARE * maxReportMb * 1e6 },
    onProgress: progress.update,
  };
  // The pipeline is loaded when its options are sound, so that help and errors of usage answer at once.
  orderOf(options);
  const { inputThatIs } = await import("../run/input-files.ts");
  await exports.assertFolders([...pictures, ...(typeof options.reference === "string" ? [options.reference] : [])]);
  const outputs = await openOutputs([...reports, ...exports.wanted], (file) => inputThatIs(file, options));
  progress.update({ stage: "loading" });
  const judge = oneRun
    ? (await import("../run/analyze.ts")).analyze
    : (await import("../run/analyze-runs.ts")).analyzeRuns;
  const result = await untilInterrupted(cache, (signal) => judge({ ...options, signal })).finally(progress.clear);

  const written = await writeReports(reports, result, outputs, { maxMegabytes: maxReportMb, verbose });
  tellReports(written);
  // The verdict comes last, and whatever befell the outputs.
  try {
    await exports.write(result, outputs);
  } finally {
    const exitCode = outputs.exitCode(exitCodeOf(result), NOT_MEASURED);
    if (!outputs.hasStandardOutput)
      await (quiet ? printText(quietLines(result)) : printResult(result, { verbose, exitCode }));
  }
  if (open && html !== undefined && written.some(({ flag }) => flag === "--html")) await show(html);
  return outputs.exitCode(exitCodeOf(result), NOT_MEASURED);
};

/** The verdict stands whether or not there is a browser. */
const show = async (html: string): Promise<void> => {
  const { openReport, reasonNotToOpen } = await import("./open-report.ts");
  const reason = reasonNotToOpen(process.stdout.isTTY, process.env) ?? (await openReport(html));
  if (reason !== null) process.stderr.write(`The report was not opened: ${plain(reason)}.\n`);
};
