/** `gan-diversity scores`: what a score log is understood as. */
import type { Command } from "commander";
import { addScoreOptions, type ScoreOptions } from "./score-options.ts";

export const addScoresCommand = (program: Command, finish: (exitCode: number) => void): void => {
  const command = program
    .command("scores")
    .description("show what score logs are understood as: format, columns, derived scores, refusals")
    .argument("<logs...>", "files or folders of one run; name=path for a file with one quantity")
    .option("--json", "as JSON");
  addScoreOptions(command).action(async (logs: string[], { json, ...options }: ScoreOptions & { json?: boolean }) => {
    const { describeScores } = await import("../run/describe-scores.ts");
    const { scores, warnings } = await describeScores(logs, options);
    if (json) process.stdout.write(`${JSON.stringify({ scores, warnings }, null, 2)}\n`);
    else {
      const { renderScores } = await import("../report/terminal/scores.ts");
      process.stdout.write(renderScores(scores, warnings));
    }
    finish(0);
  });
};
