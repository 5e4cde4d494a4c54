/** `gan-diversity report`: renders a saved analysis again. */
import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import { InputError } from "../errors.ts";
import { plain } from "../report/words.ts";
import { addReportOptions, type ReportOptionValues } from "./options.ts";
import { printResult, writeHtml } from "./write-report.ts";

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
    const { parseResult } = await import("../report/json/parse-analysis.ts");
    const result = parseResult(text);
    if (html === undefined) await printResult(result);
    else {
      await writeHtml(html, result, maxReportMb);
      process.stderr.write(`HTML report: ${plain(html)}\n`);
    }
    finish(0);
  });
};
