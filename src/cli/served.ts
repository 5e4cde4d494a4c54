/** What commands that serve pages have in common. */
import type { Analysis } from "../analysis/analysis.ts";
import { UsageError } from "../errors.ts";
import { plain } from "../report/words.ts";
import { pictureBytes } from "./reports.ts";
import { render } from "./write-report.ts";

export const DEFAULT_PORT = 7860;

/** Of a report that is asked for. */
const REPORT_MEGABYTES = 15;

/** @throws UsageError */
export const parsePort = (text: string): number => {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) throw new UsageError(`Expected a port from 0 to 65535 but received ${JSON.stringify(text)}`);
  return port;
};

export const SERVED = {
  thumbnails: { bytes: pictureBytes(REPORT_MEGABYTES) },
  renderReport: (analysis: Analysis): Promise<string> => render("html", analysis, { maxMegabytes: REPORT_MEGABYTES }),
  warn: (sentence: string): void => {
    process.stderr.write(`warning: ${plain(sentence)}\n`);
  },
};
