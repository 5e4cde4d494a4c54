/** An Analysis as commands put it out: in one of the formats, to a file or on the terminal. */
import type { Analysis } from "../analysis/analysis.ts";
import { FORMATS, type FormatName, type RenderOptions } from "../report/formats.ts";
import { pageFiles } from "../run/page-files.ts";
import { terminalStyle } from "./terminal-style.ts";
import { writeOutput } from "./write-output.ts";

export const render = (format: FormatName, analysis: Analysis, options: Partial<RenderOptions> = {}): Promise<string> =>
  FORMATS[format].render(analysis, { page: pageFiles, ...terminalStyle(process.stdout), ...options });

export const writeHtml = async (path: string, analysis: Analysis, maxMegabytes: number): Promise<void> =>
  writeOutput(path, await render("html", analysis, { maxMegabytes }));

export const printAnalysis = async (analysis: Analysis): Promise<void> => {
  process.stdout.write(await render("terminal", analysis));
};
