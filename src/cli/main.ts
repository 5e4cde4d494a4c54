/** The command line: parses, runs, and turns every outcome into an exit code. */
import { Command, CommanderError } from "commander";
import { BackendError, GanDiversityError } from "../errors.ts";
import { plain, plainLines } from "../report/words.ts";
import { toolVersion } from "../run/tool-version.ts";
import { addCacheCommand } from "./cache-command.ts";
import { addCheckCommand } from "./check-command.ts";
import { addCompareCommand } from "./compare-command.ts";
import { addDoctorCommand } from "./doctor-command.ts";
import { NOT_MEASURED, USAGE_ERROR } from "./exit-codes.ts";
import { addGridCommand } from "./grid-command.ts";
import { endStandardOutput, watchStandardStreams } from "./output/standard-output.ts";
import { addReportCommand } from "./report-command.ts";
import { addScoresCommand } from "./scores-command.ts";
import { addServeCommand } from "./serve-command.ts";
import { suggestCheck } from "./suggest-check.ts";
import { addMergeCommand } from "./tasks/merge-command.ts";
import { addPlanCommand } from "./tasks/plan-command.ts";
import { addQueueCommand } from "./tasks/queue-command.ts";
import { addTaskCommand } from "./tasks/task-command.ts";
import { addWorkerCommand } from "./tasks/worker-command.ts";
import { addWatchCommand } from "./watch/watch-command.ts";

const HELP = `
Exit codes:
  0    healthy, or nothing at or above --fail-on
  1    a failure at or above --fail-on, a broken assertion, or a certain drop below a baseline
  2    wrong usage
  3    the input could not be measured, or an output not be written
  130  stopped by Ctrl-C; what was embedded so far is kept

Examples:
  gan-diversity check ./samples --scores log.csv --html report.html
  gan-diversity check "out/fakes*.png" --grid 8x8 --json analysis.json
  gan-diversity watch ./samples --scores log.csv --until fail
  gan-diversity serve ./runs
  gan-diversity compare ./before ./after --html compared.html
  gan-diversity report analysis.json --html report.html
  gan-diversity grid ./samples --out tiles
  gan-diversity scores log.csv

MATLAB keeps the scores of its training monitor in memory; to write them to a file:
  m = monitor.MetricData; g = m.GeneratorScore; d = m.DiscriminatorScore;
  writetable(table(g(:,1), g(:,2), d(:,2), VariableNames=["step" "scoreGenerator" "scoreDiscriminator"]), "log.csv")`;

/** @param args without node and the script @returns the exit code */
export const main = async (args: readonly string[]): Promise<number> => {
  watchStandardStreams();
  // Read by libvips when it is loaded. Pictures are told by their first bytes before it sees them; this is the second lock.
  process.env.VIPS_BLOCK_UNTRUSTED = "1";
  return endStandardOutput(await runCommand(args), NOT_MEASURED);
};

const runCommand = async (args: readonly string[]): Promise<number> => {
  let exitCode = 0;
  const program = new Command("gan-diversity")
    .description(
      "Judges generative-image training runs: mode collapse and convergence failures, since when and how sure.",
    )
    .version(toolVersion())
    .option("--debug", "show the stack of errors")
    .addHelpText("after", HELP)
    .showHelpAfterError("(gan-diversity --help shows all options)")
    .exitOverride();
  const finish = (code: number) => {
    exitCode = code;
  };
  const check = addCheckCommand(program, finish);
  addWatchCommand(program, check, finish);
  addServeCommand(program, check, finish);
  addCompareCommand(program, finish);
  addReportCommand(program, finish);
  addScoresCommand(program, finish);
  addGridCommand(program, finish);
  addPlanCommand(program, check, finish);
  addTaskCommand(program, finish);
  addMergeCommand(program, finish);
  addWorkerCommand(program, finish);
  addQueueCommand(program, finish);
  addDoctorCommand(program, finish);
  addCacheCommand(program, finish);
  try {
    await program.parseAsync(args, { from: "user" });
    return exitCode;
  } catch (error) {
    // Commander has printed its own message; help and version end with 0.
    if (error instanceof CommanderError) {
      process.stderr.write(suggestCheck(error, args, check.options) ?? "");
      return error.exitCode === 0 ? 0 : USAGE_ERROR;
    }
    const debug = program.opts<{ debug?: boolean }>().debug ?? args.includes("--debug");
    const known = error instanceof GanDiversityError;
    const { message, stack } = error as Error;
    // Runtimes give a reason a line; in any other message a line break is part of a name.
    const said = error instanceof BackendError ? plainLines : plain;
    process.stderr.write(`error: ${said(known ? error.inFlags : `unexpected: ${message}`)}\n`);
    if (debug) process.stderr.write(`${plainLines(stack ?? "")}\n`);
    else if (!known) process.stderr.write("Run again with --debug to see where it happened.\n");
    return known ? error.exitCode : NOT_MEASURED;
  }
};
