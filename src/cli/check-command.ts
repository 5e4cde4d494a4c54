/** `gan-diversity check`: the main job. */
import type { Command } from "commander";
import { UsageError } from "../errors.ts";
import { FORMATS } from "../report/formats.ts";
import { exitCodeOf, type Result } from "../report/runs.ts";
import { quietLines } from "../report/terminal/closing.ts";
import { plain } from "../report/words.ts";
import { type AnalyzeOptions, orderOf, type PictureLimits } from "../run/options.ts";
import { addAssertionOptions } from "./assertion-options.ts";
import { NOT_MEASURED } from "./exit-codes.ts";
import { addExportOptions, type ExportValues } from "./exports/export-options.ts";
import { Exports } from "./exports/exports.ts";
import { untilInterrupted } from "./interrupt.ts";
import { addMeasuringOptions, analyzeOptionsOf, judgeOf, type MeasuringValues } from "./measuring-options.ts";
import { parserOf } from "./options.ts";
import { STANDARD_OUTPUT } from "./output/destination.ts";
import { openOutputs } from "./output/outputs.ts";
import { showProgress } from "./progress.ts";
import {
  addReportOptions,
  askedReports,
  pictureBytes,
  type ReportOptionValues,
  tellReports,
  writeReports,
} from "./reports.ts";
import { addQueueOption, type QueuedValues, queueOf, type SharingValues, sharingOf } from "./tasks/sharing-options.ts";
import { printResult, printText } from "./write-report.ts";

export interface OutputValues extends ReportOptionValues, ExportValues {
  open?: boolean;
  quiet?: boolean;
  verbose?: boolean;
  reportThumbnails?: Partial<PictureLimits>;
}

type CheckOptions = MeasuringValues & OutputValues & Partial<SharingValues>;

export const addCheckCommand = (program: Command, finish: (exitCode: number) => void): Command => {
  const command = program.command("check").description("judge a run from its pictures, its score log, or both");
  return addOutputOptions(addAssertionOptions(addQueueOption(addMeasuringOptions(command))))
    .hook("preAction", async (check) => (await import("./config-file.ts")).applyConfig(check))
    .action(async (pictures: string[], options: CheckOptions) => finish(await check(pictures, options)));
};

/** What is written of a judgement. */
export const addOutputOptions = (command: Command): Command =>
  addExportOptions(
    addReportOptions(
      command
        .option("--verbose", "print all findings, figures and notes, not only what fits a screen")
        .option("--quiet", "print one line: the name of the run, its state and the sentence of the verdict"),
    ),
  )
    .option("--open", "show the HTML report in a browser (on a terminal, not in CI)")
    .option(
      "--report-thumbnails <count/size>",
      "pictures of the last checkpoint in the HTML report, and their pixels (default: 640/64, up to 128 pixels for few)",
      parserOf("thumbnails"),
    );

const check = async (pictures: readonly string[], values: CheckOptions): Promise<number> => {
  const { queue, shared, taskImages, pairsFrom, ...others } = values;
  const { html, maxReportMb, open, json, report, quiet, verbose, ...asked } = others;
  const { reportThumbnails, embeddings, tensorboard, representatives, charts, ...measuring } = asked;
  const queued = queueOf(values);
  return judgeAndWrite(analyzeOptionsOf(pictures, measuring), others, async (options) => {
    if (queued) return judgeQueued(options, queued, measuring.oneRun ?? false);
    return (await judgeOf(measuring))(options);
  });
};

const judgeQueued = async (options: AnalyzeOptions, queued: QueuedValues, oneRun: boolean): Promise<Result> => {
  const { queuedCheck } = await import("../queue/queued-check.ts");
  const { SharedFolder } = await import("../shared/shared-folder.ts");
  return queuedCheck(options, await sharingOf(queued, oneRun), new SharedFolder(queued.shared), queued.queue);
};

/** Judges, and writes what was asked for. @param asked what is judged, and how */
export const judgeAndWrite = async (
  asked: AnalyzeOptions,
  values: OutputValues & Pick<MeasuringValues, "cache">,
  judge: (options: AnalyzeOptions) => Promise<Result>,
): Promise<number> => {
  const { html, maxReportMb, open, quiet, verbose = false, reportThumbnails } = values;
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
  const options: AnalyzeOptions = {
    ...asked,
    ...exports.onCheckpoint,
    thumbnails: hasPage && { ...reportThumbnails, bytes: pictureBytes(maxReportMb) },
    onProgress: progress.update,
  };
  // The pipeline is loaded when its options are sound, so that help and errors of usage answer at once.
  const { inputs, reference } = orderOf(options);
  const { inputThatIs } = await import("../run/input-files.ts");
  await exports.assertFolders([...inputs, ...(typeof reference === "string" ? [reference] : [])]);
  const outputs = await openOutputs([...reports, ...exports.wanted], (file) => inputThatIs(file, options));
  progress.update({ stage: "loading" });
  const result = await untilInterrupted(values.cache, (signal) => judge({ ...options, signal })).finally(
    progress.clear,
  );

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
