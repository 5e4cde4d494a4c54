/** Options of the HTML report. */
import type { Command } from "commander";
import { expected, UsageError } from "../errors.ts";
import type { AnalyzeOptions } from "../run/options.ts";

export interface ReportOptionValues {
  html?: string;
  open?: boolean;
  reportThumbnails?: { count: number; size?: number };
  maxReportMb: number;
}

const MOST_THUMBNAILS = 20_000;
const LARGEST_THUMBNAIL = 512;
const LARGEST_REPORT = 1000;
/** What the pictures may take of a report. */
const PICTURE_SHARE = 0.6;

const parseThumbnails = (value: string): { count: number; size?: number } => {
  const [, count, size] = /^(\d{1,5})(?:\/(\d{1,3}))?$/.exec(value) ?? [];
  const pixels = size === undefined ? undefined : Number(size);
  const valid = count !== undefined && Number(count) <= MOST_THUMBNAILS;
  if (!valid || (pixels !== undefined && !(pixels >= 8 && pixels <= LARGEST_THUMBNAIL)))
    throw expected(
      `COUNT or COUNT/SIZE such as 640/64, up to ${MOST_THUMBNAILS} pictures of 8 to ${LARGEST_THUMBNAIL} pixels,`,
      "--report-thumbnails",
      value,
    );
  return { count: Number(count), ...(pixels === undefined ? {} : { size: pixels }) };
};

const parseMegabytes = (value: string): number => {
  const megabytes = value.trim() === "" ? Number.NaN : Number(value);
  if (!(megabytes > 0 && megabytes <= LARGEST_REPORT))
    throw expected(`a number of megabytes above 0, up to ${LARGEST_REPORT},`, "--max-report-mb", value);
  return megabytes;
};

/** For every command that writes the report. */
export const addSizeOption = (command: Command): Command =>
  command.option(
    "--max-report-mb <megabytes>",
    "largest HTML report; what is left out is said in it",
    parseMegabytes,
    15,
  );

export const addReportOptions = (command: Command): Command =>
  addSizeOption(
    command
      .option("--html <file>", "write the HTML report")
      .option("--open", "show the HTML report in a browser (on a terminal, not in CI)")
      .option(
        "--report-thumbnails <count/size>",
        "pictures of the last checkpoint in the HTML report, and their pixels (default: 640/64)",
        parseThumbnails,
      ),
  );

/** What the analysis must hold for the report that was asked for. */
export const picturesFor = ({
  html,
  open,
  reportThumbnails,
  maxReportMb,
}: ReportOptionValues): NonNullable<AnalyzeOptions["thumbnails"]> => {
  if (html === undefined && open)
    throw new UsageError("Expected --html together with --open. Next: name the report, such as --html report.html");
  return html === undefined ? false : { ...reportThumbnails, bytes: PICTURE_SHARE * maxReportMb * 1e6 };
};
