/** `gan-diversity report`: renders a saved analysis again, and ends as the check did. */
import type { Command } from "commander";
import type { FailOn } from "../analysis/analysis.ts";
import { GanDiversityError, InputError } from "../errors.ts";
import { assertRegularFile } from "../kit/file-kind.ts";
import { exitCodeOf } from "../report/runs.ts";
import { type AssertionOptionValues, addAssertionOptions } from "./assertion-options.ts";
import { NOT_MEASURED } from "./exit-codes.ts";
import { addChartOption, type ExportValues } from "./exports/export-options.ts";
import { Exports } from "./exports/exports.ts";
import { parserOf } from "./options.ts";
import { openOutputs } from "./output/outputs.ts";
import { addReportOptions, askedReports, type ReportOptionValues, tellReports, writeReports } from "./reports.ts";
import { readSaved } from "./saved-analysis.ts";
import { printResult } from "./write-report.ts";

interface AgainOptions extends ReportOptionValues, AssertionOptionValues, Pick<ExportValues, "charts"> {
  failOn?: FailOn;
  verbose?: boolean;
}

export const addReportCommand = (program: Command, finish: (exitCode: number) => void): void => {
  const command = program
    .command("report")
    .description("render an analysis written by check --json again, with the exit code of the check")
    .argument("<analysis.json>");
  addChartOption(addReportOptions(addAssertionOptions(command)))
    .option(
      "--fail-on <level>",
      "exit with 1 from this level on: warn, fail or never (default: as it was checked)",
      parserOf("failOn"),
    )
    .option("--verbose", "print all findings, figures and notes, not only what fits a screen")
    .action(async (path: string, values: AgainOptions) => finish(await renderAgain(path, values)));
};

const renderAgain = async (path: string, values: AgainOptions): Promise<number> => {
  const { failOn, assert, strict, maxDuplicates, minModes, charts, verbose = false } = values;
  const { assertAgain, assertionsOf } = await import("../run/assertions.ts");
  const asserting = {
    ...(assert && { assert }),
    ...(strict && { strict }),
    ...(maxDuplicates !== undefined && { maxDuplicates }),
    ...(minModes !== undefined && { minModes }),
  };
  assertionsOf(asserting);
  const asked = askedReports(values);
  const isAnalysis = async (file: string) => {
    const [target, own] = await Promise.all([assertRegularFile(file), assertRegularFile(path).catch(() => null)]);
    return own?.ino === target.ino && own.dev === target.dev ? "the analysis" : null;
  };
  const exports = new Exports(charts === undefined ? {} : { charts });
  await exports.assertFolders([]);
  const outputs = await openOutputs([...asked, ...exports.wanted], isAnalysis);
  const { parseResult } = await import("../report/json/parse-analysis.ts");
  const { withFailOn } = await import("../run/fail-on.ts");
  const saved = parseResult(await readSaved(path));
  const result = assertAgain(failOn === undefined ? saved : withFailOn(saved, failOn), asserting);
  try {
    if (asked.length === 0 && charts === undefined) await printResult(result, { verbose });
    tellReports(await writeReports(asked, result, outputs, { maxMegabytes: values.maxReportMb, verbose }));
    await exports.write(result, outputs);
  } catch (cause) {
    if (cause instanceof GanDiversityError) throw cause;
    // A file that anybody may have written: its parts can contradict each other in more ways than its schema tells.
    throw new InputError(
      "ANALYSIS",
      `Expected an analysis in ${path} that can be shown but its parts do not fit together: ${(cause as Error).message}. Next: write it again with gan-diversity check ... --json ${path}`,
      { cause },
    );
  }
  return outputs.exitCode(exitCodeOf(result), NOT_MEASURED);
};
