/** `gan-diversity watch`: judges a run again and again while it is being trained. */
import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Command } from "commander";
import { InputError, UsageError } from "../../errors.ts";
import { isRunSet, type Result, runsOf } from "../../report/runs.ts";
import type { Judging } from "../../run/judging.ts";
import { type AnalyzeOptions, orderOf } from "../../run/options.ts";
import { Changes } from "../../watch/changes.ts";
import { Course } from "../../watch/course.ts";
import { sweep } from "../../watch/sweep.ts";
import { untilInterrupted } from "../interrupt.ts";
import { addMeasuringOptions, analyzeOptionsOf, type MeasuringValues } from "../measuring-options.ts";
import { parserOf } from "../options.ts";
import { openOutputs } from "../output/outputs.ts";
import { showProgress } from "../progress.ts";
import { addReportOptions, askedReports, pictureBytes, type ReportOptionValues, writeReports } from "../reports.ts";
import { DEFAULT_PORT, parsePort, SERVED } from "../served.ts";
import { printText } from "../write-report.ts";
import { Alarm, type AlarmValues, assertAlarm, stopFileOf } from "./alarm.ts";
import { newsLines, Waiting } from "./tell-news.ts";

interface WatchValues extends MeasuringValues, ReportOptionValues, AlarmValues {
  until?: "warn" | "fail" | "never";
  /** true without a port. */
  serve?: number | true;
}

const FAILED = 1;

/** @param check whose options a configuration may hold too */
export const addWatchCommand = (program: Command, check: Command, finish: (exitCode: number) => void): void => {
  const command = program
    .command("watch")
    .description("judge a run whenever it has written something new, while it is being trained");
  addReportOptions(addMeasuringOptions(command))
    .option("--until <level>", "end with 1 as soon as a run is at this level: warn or fail", parserOf("failOn"))
    .option("--stop-file <file>", "write this file when a run fails: the training can look for it")
    .option("--on-fail <command>", "run this command once when a run fails; GAN_DIVERSITY_* variables hold the state")
    .option("--webhook <url>", "post every change of state there as JSON")
    .option("--serve [port]", `show the runs in a browser on this machine (default port: ${DEFAULT_PORT})`, parsePort)
    .hook("preAction", async (watching) => {
      const { applyConfig, configNames } = await import("../config-file.ts");
      await applyConfig(watching, configNames(check));
    })
    .action(async (pictures: string[], values: WatchValues) => finish(await watch(pictures, values)));
};

const watch = async (pictures: readonly string[], values: WatchValues): Promise<number> => {
  const { until, stopFile, onFail, webhook, serve, html, json, report, maxReportMb, ...measuring } = values;
  if (until === "never")
    throw new UsageError("Expected warn or fail for --until but received never. Next: leave --until out");
  assertAlarm(values);
  const reports = askedReports(values);
  // Elsewhere the lines of the checkpoints tell how far it is.
  const progress = process.stderr.isTTY ? showProgress(process.stderr) : null;
  const options: AnalyzeOptions = {
    ...analyzeOptionsOf(pictures, { ...measuring, ...(until ? { failOn: until } : {}) }),
    thumbnails: reports.some(({ format }) => format === "html") && { bytes: pictureBytes(maxReportMb) },
    ...(progress ? { onProgress: progress.update } : {}),
  };
  const { inputs, scores } = orderOf(options);
  const { inputThatIs } = await import("../../run/input-files.ts");
  const stop = stopFileOf(values);
  const wanted = [...reports, ...(stop ? [stop] : [])];
  const outputs = await openOutputs(wanted, (file) => inputThatIs(file, options));
  const alarm = new Alarm(values, outputs);
  const waiting = new Waiting();
  const course = new Course();
  const { Judging } = await import("../../run/judging.ts");
  const judging = new Judging(measuring.oneRun ?? false);
  const written = wanted.map(({ given }) => resolve(given));
  const changes = new Changes(() => sweep({ inputs, scores, outputs: written }), {
    now: performance.now.bind(performance),
    sleep: (milliseconds, signal) => sleep(milliseconds, undefined, { signal }).catch(() => signal.throwIfAborted()),
  });

  const take = async (result: Result): Promise<boolean> => {
    await writeReports(reports, result, outputs, { maxMegabytes: maxReportMb });
    waiting.tell(isRunSet(result) ? result.unread.map(({ name, reason }) => `${name}: ${reason}`) : []);
    for (const run of runsOf(result)) {
      const news = course.take(run);
      await printText(newsLines(news));
      if (news.hasChanged || news.isAlarm) alarm.tell(run, news.isAlarm);
    }
    return until !== undefined && runsOf(result).some(({ verdict }) => verdict.exitCode === FAILED);
  };

  const shown = serve === undefined ? null : await showRuns(judging, options, serve === true ? DEFAULT_PORT : serve);
  const judge = (signal: AbortSignal): Promise<Result> =>
    shown ? shown.judge(signal) : judging.judge({ ...options, signal });

  return untilInterrupted(measuring.cache, async (signal) => {
    for (;;) {
      await changes.begin();
      try {
        const result = await judge(signal).finally(() => progress?.clear());
        if (await take(result)) {
          await alarm.finished();
          return FAILED;
        }
      } catch (error) {
        // A run that has only begun holds nothing to judge, and a log may be written anew at this moment.
        if (!(error instanceof InputError)) throw error;
        waiting.tell([error.inFlags]);
      }
      changes.end();
      await changes.next(signal);
    }
  }).finally(async () => {
    await shown?.close();
    await judging.close();
  });
};

/** Serves the pages of the runs, to this machine alone. @throws UsageError where it can not listen */
const showRuns = async (
  judging: Judging,
  options: AnalyzeOptions,
  port: number,
): Promise<{ judge: (signal: AbortSignal) => Promise<Result>; close: () => Promise<void> }> => {
  const { WatchedRuns } = await import("../../serve/watched-runs.ts");
  const { serveBoard } = await import("../../serve/serve.ts");
  const runs = new WatchedRuns({ judging, options, ...SERVED });
  const address = { host: "127.0.0.1", port, token: null };
  const [folder = "."] = options.inputs ?? [];
  const shown = { root: resolve(folder), folder, post: null, warn: SERVED.warn };
  const { url, close } = await serveBoard(runs.board, address, shown);
  process.stderr.write(`The runs are shown at ${url}\n`);
  return {
    judge: (signal) => runs.judge(signal),
    close: async () => {
      await close();
      await runs.close();
    },
  };
};
