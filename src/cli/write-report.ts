/** An Analysis as commands put it out: a page, or text on the terminal. */
import type { Analysis } from "../analysis/analysis.ts";
import { terminalStyle } from "./terminal-style.ts";
import { writeOutput } from "./write-output.ts";

export const writeHtml = async (path: string, analysis: Analysis, maxMegabytes: number): Promise<void> => {
  const { renderHtml } = await import("../report/html/html.ts");
  const { pageFiles } = await import("../run/page-files.ts");
  await writeOutput(path, await renderHtml(analysis, pageFiles(), { maxMegabytes }));
};

export const printAnalysis = async (analysis: Analysis): Promise<void> => {
  const { renderTerminal } = await import("../report/terminal/terminal.ts");
  process.stdout.write(renderTerminal(analysis, terminalStyle(process.stdout)));
};
