/** Tells others of a run that fails, beside the judging. */
import { existsSync } from "node:fs";
import type { Analysis } from "../../analysis/analysis.ts";
import { UsageError } from "../../errors.ts";
import { remediesOf } from "../../report/remedies.ts";
import { onsetOf, verdictTitle } from "../../report/runs.ts";
import { plain } from "../../report/words.ts";
import { type Notice, postsTo, type Reaction, runsCommand } from "../../watch/reactions.ts";
import type { Outputs, Wanted } from "../output/outputs.ts";

export interface AlarmValues {
  stopFile?: string;
  onFail?: string;
  webhook?: string;
}

/** The file that the training looks for; null where none was asked for. */
export const stopFileOf = ({ stopFile }: AlarmValues): Wanted | null =>
  stopFile === undefined ? null : { flag: "--stop-file", given: stopFile };

/** @throws UsageError where the training would stop at once, or nobody could be told */
export const assertAlarm = ({ stopFile, webhook }: AlarmValues): void => {
  if (stopFile !== undefined && existsSync(stopFile))
    throw new UsageError(
      `Expected no file yet for --stop-file but ${stopFile} is there, which stops the training at once. Next: remove it, or name another one`,
    );
  if (webhook !== undefined && !(URL.canParse(webhook) && /^https?:$/.test(new URL(webhook).protocol)))
    throw new UsageError(
      `Expected an http or https address for --webhook but received ${JSON.stringify(webhook)}. Next: write it whole, such as https://example.org/hook`,
    );
};

export class Alarm {
  /** Done for the first run that fails, and not again. */
  readonly #once: [flag: string, reaction: Reaction][];
  readonly #always: readonly [flag: string, reaction: Reaction][];
  #under: Promise<unknown> = Promise.resolve();

  constructor({ onFail, webhook, ...values }: AlarmValues, outputs: Outputs) {
    const stop = stopFileOf(values);
    this.#once = [
      ...(stop ? [[stop.flag, writes(outputs, stop)] as [string, Reaction]] : []),
      ...(onFail === undefined ? [] : [["--on-fail", runsCommand(onFail)] as [string, Reaction]]),
    ];
    this.#always = webhook === undefined ? [] : [["--webhook", postsTo(webhook)]];
  }

  /** Returns at once. What goes wrong is said on the standard error. */
  tell(run: Analysis, isAlarm: boolean): void {
    const notice = noticeOf(run);
    const reactions = [...(isAlarm ? this.#once.splice(0) : []), ...this.#always];
    const done = reactions.map(async ([flag, reaction]) => {
      const problem = await reaction(notice);
      if (problem !== null) process.stderr.write(`warning: ${flag} did not work: ${plain(problem)}\n`);
    });
    this.#under = Promise.all([this.#under, ...done]);
  }

  /** Returns when everybody was told, or could not be. */
  async finished(): Promise<void> {
    await this.#under;
  }
}

const writes =
  (outputs: Outputs, stop: Wanted): Reaction =>
  async (notice) => {
    // What went wrong was said.
    await outputs.write(stop, `${JSON.stringify(notice, null, 2)}\n`);
    return null;
  };

const noticeOf = (run: Analysis): Notice => ({
  run: run.name ?? run.settings.inputs.join(" "),
  status: run.verdict.status,
  title: verdictTitle(run),
  since: onsetOf(run)?.label ?? "",
  confidence: run.verdict.confidence,
  sentence: run.verdict.sentence,
  remedy: remediesOf(run.findings)[0] ?? "",
  exitCode: run.verdict.exitCode,
});
