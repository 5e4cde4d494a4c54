/** A result as commands put it out, in one of the formats. */
import { FORMATS, type FormatName, type RenderOptions } from "../report/formats.ts";
import { withoutCommands } from "../report/github/commands.ts";
import type { Result } from "../report/runs.ts";
import { pageFiles } from "../run/page-files.ts";
import { writeStandardOutput } from "./output/standard-output.ts";
import { terminalStyle } from "./terminal-style.ts";

export const render = (format: FormatName, result: Result, options: Partial<RenderOptions> = {}): Promise<string> =>
  FORMATS[format].render(result, { page: pageFiles, ...terminalStyle(process.stdout), ...options });

export const printResult = async (
  result: Result,
  options: Pick<RenderOptions, "verbose" | "exitCode">,
): Promise<void> => printText(await render("terminal", result, options));

/** On the standard output, where GitHub Actions would take a name that looks like a command of its own for one. */
export const printText = (text: string): Promise<void> =>
  writeStandardOutput(process.env.GITHUB_ACTIONS === "true" ? withoutCommands(text) : text);
