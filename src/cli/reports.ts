/** The reports that a command was asked for (--html, --json, --report FORMAT=FILE): read, written, told. */
import { appendFile } from "node:fs/promises";
import type { Command } from "commander";
import { UsageError } from "../errors.ts";
import { jsonPieces } from "../kit/json-pieces.ts";
import { FORMAT_NAMES, FORMATS, type FormatName, type RenderOptions } from "../report/formats.ts";
import type { Result } from "../report/runs.ts";
import { plain } from "../report/words.ts";
import { addedTo, parserOf } from "./options.ts";
import { outputError, STANDARD_OUTPUT } from "./output/destination.ts";
import type { Outputs, Wanted } from "./output/outputs.ts";
import { render } from "./write-report.ts";

export interface AskedReport extends Wanted {
  format: FormatName;
}

export interface ReportOptionValues {
  html?: string;
  json?: string;
  report?: AskedReport[];
  maxReportMb: number;
}

/** For every command that writes reports. */
export const addReportOptions = (command: Command): Command =>
  command
    .option("--html <file>", 'write the HTML report ("-" for standard output)')
    .option("--json <file>", 'write the whole analysis as JSON ("-" for standard output)')
    .option(
      "--report <format=file>",
      `write a report, may be given several times: ${FORMAT_NAMES.join(", ")}`,
      addedTo(parseReport),
    )
    .option(
      "--max-report-mb <megabytes>",
      "largest HTML report; what is left out is said in it",
      parserOf("maxMegabytes"),
      15,
    );

/** What the pictures may take of a report. */
const PICTURE_SHARE = 0.6;

export const pictureBytes = (maxMegabytes: number): number => PICTURE_SHARE * maxMegabytes * 1e6;

/** "junit=results.xml" */
const parseReport = (text: string): AskedReport => {
  const [, name = "", given = ""] = /^([^=]*)=(.*)$/s.exec(text) ?? [];
  const format = FORMAT_NAMES.find((one) => one === name);
  if (format === undefined || given === "")
    throw new UsageError(
      `Expected FORMAT=FILE for --report with one of ${FORMAT_NAMES.join(", ")} but received ${JSON.stringify(text)}. Next: write it such as --report junit=results${FORMATS.junit.ending}`,
    );
  return { format, given, flag: `--report ${format}` };
};

export const askedReports = ({ html, json, report = [] }: ReportOptionValues): AskedReport[] => [
  ...(json === undefined ? [] : [{ format: "json" as const, given: json, flag: "--json" }]),
  ...(html === undefined ? [] : [{ format: "html" as const, given: html, flag: "--html" }]),
  ...report,
];

/** @returns those that were written; of the others the reason was said */
export const writeReports = async (
  asked: readonly AskedReport[],
  result: Result,
  outputs: Outputs,
  options: Partial<RenderOptions>,
): Promise<AskedReport[]> => {
  const written: AskedReport[] = [];
  for (const report of asked)
    if (await outputs.write(report, await contentOf(report, result, options))) written.push(report);
  if (asked.some(({ format }) => format === "github")) await appendSummary(result);
  return written;
};

/** The JSON names every image. */
const contentOf = async (
  { format }: AskedReport,
  result: Result,
  options: Partial<RenderOptions>,
): Promise<string | Iterable<string>> => (format === "json" ? linesOf(result) : render(format, result, options));

/** As renderJson makes them. */
function* linesOf(result: Result): Generator<string> {
  yield* jsonPieces(result, 2);
  yield "\n";
}

/** The summary of a job in GitHub Actions is a file that every step adds to. */
const appendSummary = async (result: Result): Promise<void> => {
  const path = process.env.GITHUB_STEP_SUMMARY;
  if (!path) return;
  await appendFile(path, await render("markdown", result)).catch((error: NodeJS.ErrnoException) => {
    throw outputError(path, error);
  });
};

export const tellReports = (written: readonly AskedReport[]): void => {
  for (const { format, given } of written)
    if (given !== STANDARD_OUTPUT) process.stderr.write(`${FORMATS[format].title}: ${plain(given)}\n`);
};
