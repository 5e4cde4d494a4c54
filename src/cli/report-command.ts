/** `gan-diversity report`: renders a saved analysis again. */
import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import { InputError } from "../errors.ts";
import { assertRegularFile } from "../kit/file-kind.ts";
import { plain } from "../report/words.ts";
import { NOT_MEASURED } from "./exit-codes.ts";
import { addReportOptions, type ReportOptionValues } from "./options.ts";
import { openOutputs } from "./output/outputs.ts";
import { writeStandardOutput } from "./output/standard-output.ts";
import { render } from "./write-report.ts";

export const addReportCommand = (program: Command, finish: (exitCode: number) => void): void => {
  const command = program
    .command("report")
    .description("render an analysis written by check --json again")
    .argument("<analysis.json>");
  addReportOptions(command).action(async (path: string, values: ReportOptionValues) =>
    finish(await renderAgain(path, values)),
  );
};

const renderAgain = async (path: string, { html, maxReportMb }: ReportOptionValues): Promise<number> => {
  const wanted = html === undefined ? null : { flag: "--html", given: html };
  const isAnalysis = async (file: string) => {
    const [target, own] = await Promise.all([assertRegularFile(file), assertRegularFile(path).catch(() => null)]);
    return own?.ino === target.ino && own.dev === target.dev ? "the analysis" : null;
  };
  const outputs = await openOutputs(wanted ? [wanted] : [], isAnalysis);
  const { parseResult } = await import("../report/json/parse-analysis.ts");
  const result = parseResult(await readAnalysis(path));
  const show = async () => render(wanted ? "html" : "terminal", result, { maxMegabytes: maxReportMb });
  const text = await show().catch((cause: Error) => {
    // A file that anybody may have written: its parts can contradict each other in more ways than its schema tells.
    throw new InputError(
      "ANALYSIS",
      `Expected an analysis in ${path} that can be shown but its parts do not fit together: ${cause.message}. Next: write it again with gan-diversity check ... --json ${path}`,
      { cause },
    );
  });
  if (!wanted) {
    await writeStandardOutput(text);
    return 0;
  }
  if (await outputs.write(wanted, text))
    if (!outputs.hasStandardOutput) process.stderr.write(`HTML report: ${plain(wanted.given)}\n`);
  return outputs.exitCode(0, NOT_MEASURED);
};

const readAnalysis = async (path: string): Promise<string> => {
  try {
    await assertRegularFile(path);
    return await readFile(path, "utf8");
  } catch (cause) {
    throw new InputError(
      "ANALYSIS",
      `Expected an analysis file at ${path} but it can not be read: ${(cause as Error).message}. Next: write one with gan-diversity check ... --json ${path}`,
      { cause },
    );
  }
};
