/** `gan-diversity report`: renders a saved analysis again. */
import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import { InputError } from "../errors.ts";
import { addSizeOption } from "./report-options.ts";
import { safeText } from "./safe-text.ts";
import { terminalStyle } from "./terminal-style.ts";
import { writeOutput } from "./write-output.ts";

export const addReportCommand = (program: Command, finish: (exitCode: number) => void): void => {
  const command = program
    .command("report")
    .description("render an analysis written by check --json again")
    .argument("<analysis.json>")
    .option("--html <file>", "write the HTML report");
  addSizeOption(command).action(async (path: string, { html, maxReportMb }: { html?: string; maxReportMb: number }) => {
    const text = await readFile(path, "utf8").catch((cause: Error) => {
      throw new InputError(
        "ANALYSIS",
        `Expected an analysis file at ${path} but it can not be read: ${cause.message}. Next: write one with gan-diversity check ... --json ${path}`,
        { cause },
      );
    });
    const { parseAnalysis } = await import("../report/json/parse-analysis.ts");
    const analysis = parseAnalysis(text);
    if (html !== undefined) {
      const { renderHtml } = await import("../report/html/html.ts");
      await writeOutput(html, await renderHtml(analysis, { maxMegabytes: maxReportMb }));
      process.stderr.write(`HTML report: ${safeText(html)}\n`);
    } else {
      const { renderTerminal } = await import("../report/terminal/terminal.ts");
      process.stdout.write(renderTerminal(analysis, terminalStyle(process.stdout)));
    }
    finish(0);
  });
};
