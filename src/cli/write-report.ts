/** A result as commands put it out: in one of the formats, to a file or on the terminal. */
import { FORMATS, type FormatName, type RenderOptions } from "../report/formats.ts";
import type { Result } from "../report/runs.ts";
import { pageFiles } from "../run/page-files.ts";
import { terminalStyle } from "./terminal-style.ts";
import { writeOutput } from "./write-output.ts";

export const render = (format: FormatName, result: Result, options: Partial<RenderOptions> = {}): Promise<string> =>
  FORMATS[format].render(result, { page: pageFiles, ...terminalStyle(process.stdout), ...options });

export const writeHtml = async (path: string, result: Result, maxMegabytes: number): Promise<void> =>
  writeOutput(path, await render("html", result, { maxMegabytes }));

export const printResult = async (result: Result): Promise<void> => {
  process.stdout.write(await render("terminal", result));
};
