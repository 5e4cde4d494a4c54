/** `gan-diversity report`: renders a saved analysis again. */
import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import { InputError } from "../errors.ts";
import { plain } from "../report/words.ts";
import { addReportOptions, type ReportOptionValues } from "./options.ts";
import { printAnalysis, writeHtml } from "./write-report.ts";

export const addReportCommand = (program: Command, finish: (exitCode: number) => void): void => {
  const command = program
    .command("report")
    .description("render an analysis written by check --json again")
    .argument("<analysis.json>");
  addReportOptions(command).action(async (path: string, { html, maxReportMb }: ReportOptionValues) => {
    const text = await readFile(path, "utf8").catch((cause: Error) => {
      throw new InputError(
        "ANALYSIS",
        `Expected an analysis file at ${path} but it can not be read: ${cause.message}. Next: write one with gan-diversity check ... --json ${path}`,
        { cause },
      );
    });
    const { parseAnalysis } = await import("../report/json/parse-analysis.ts");
    const analysis = parseAnalysis(text);
    if (html === undefined) await printAnalysis(analysis);
    else {
      await writeHtml(html, analysis, maxReportMb);
      process.stderr.write(`HTML report: ${plain(html)}\n`);
    }
    finish(0);
  });
};
