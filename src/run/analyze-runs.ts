/** Several runs in one call: each through the pipeline by itself, with one embedder in one runtime. */
import type { Analysis, RunSet, UnreadRun } from "../analysis/analysis.ts";
import { SCHEMA_VERSION } from "../analysis/schema-version.ts";
import { type GanDiversityError, InputError, UsageError } from "../errors.ts";
import { exitCodeOfRuns } from "../figures/exit-code.ts";
import { type FoundRun, type FoundRuns, findRuns } from "../inputs/find-runs.ts";
import { type OpenOptions, openFound } from "../inputs/open-images.ts";
import { RULE } from "../inputs/runs.ts";
import {
  analyzeRun,
  judgeAsOne,
  openOptionsOf,
  type RunToJudge,
  type Shared,
  type ShareOut,
  sharedOut,
  withShared,
} from "./analyze.ts";
import type { Memory } from "./memory.ts";
import type { SharedEmbedder } from "./open-embedder.ts";
import { type AnalyzeOptions, type Order, orderOf } from "./options.ts";
import { scoresOfRuns } from "./scores-of-runs.ts";
import { Stages } from "./stages.ts";
import { toolVersion } from "./tool-version.ts";
import { unlessUnchanged } from "./unchanged.ts";

/**
 * Judges every run that the inputs hold by itself. What is one run, and what is several, is told by their steps.
 * @returns the Analysis where there is one run
 * @throws as analyze does; one run of several that can not be read is named in the result
 */
export const analyzeRuns = async (options: AnalyzeOptions): Promise<Analysis | RunSet> => judgeEach(orderOf(options));

/** @param kept as for judgeAsOne @throws as analyze does */
export const judgeEach = async (
  order: Order,
  kept?: SharedEmbedder,
  shareOut?: ShareOut,
): Promise<Analysis | RunSet> => {
  if (order.inputs.length === 0) return judgeAsOne(order, kept, shareOut);
  const stages = new Stages(order.onProgress, order.signal);
  return withShared({ order, kept }, stages, (shared) => {
    const anew = async (): Promise<Analysis | RunSet> => {
      const { runs, found } = await runsToJudge(order, shared.memory, stages);
      const among = { ...shared, ...(await sharedOut(runs, { shared, stages }, shareOut)) };
      return found ? analyzeEach(runs, found, stages, among) : analyzeRun(runs[0]!, stages, among);
    };
    return kept || shareOut ? anew() : unlessUnchanged({ order, kind: "each" }, shared, stages, anew);
  });
};

/** @returns the runs, and what there is to say of several; null where there is one @throws as analyze does */
export const runsToJudge = async (
  order: Order,
  memory: Memory,
  stages: Stages,
): Promise<{ runs: RunToJudge[]; found: FoundRuns | null }> => {
  const options = openOptionsOf(order, memory);
  const find = () => findRuns(order.inputs, options);
  const found = await stages.run("images", async () => oneOrSeveral(await find(), options, find));
  if (typeof found === "function") return { runs: [{ order, open: found }], found: null };
  const scores = scoresOfRuns(order.scores, found.runs);
  const runs = found.runs.map((run): RunToJudge => {
    const own = orderOfRun(order, run, { scores: scores.get(run)!, runs: found.runs.length });
    return { order: own, name: run.name, open: () => openFound(run.found, openOptionsOf(own, memory)) };
  });
  return { runs, found };
};

/** What opens the one run there is, or the several. Names of a million files are held no longer than until they are opened. */
const oneOrSeveral = (
  found: FoundRuns,
  options: OpenOptions,
  findAgain: () => Promise<FoundRuns>,
): RunToJudge["open"] | FoundRuns => {
  if (found.runs.length !== 1) return found;
  let kept: FoundRuns | null = found;
  const take = async () => {
    const [run] = (kept ?? (await findAgain())).runs;
    kept = null;
    return run!.found;
  };
  return async () => openFound(await take(), options);
};

const analyzeEach = async (
  runs: readonly RunToJudge[],
  { left, unread }: FoundRuns,
  stages: Stages,
  shared: Shared,
): Promise<RunSet> => {
  const createdAt = new Date().toISOString();
  // What is wrong with it is wrong with all runs.
  await shared.embedder.open(stages);
  const judged: Analysis[] = [];
  const errors: { name: string; error: GanDiversityError }[] = [...unread];
  for (const run of runs) {
    try {
      judged.push(await analyzeRun(run, new Stages(run.order.onProgress, run.order.signal), shared));
    } catch (error) {
      if (!(error instanceof InputError || error instanceof UsageError)) throw error;
      errors.push({ name: run.name!, error });
    }
  }
  const [first] = errors;
  // An option, and no run, is at fault.
  if (judged.length === 0 && first && errors.every(({ error }) => error.inFlags === first.error.inFlags))
    throw first.error;
  const failed = errors.map(unreadRun);
  return {
    schemaVersion: SCHEMA_VERSION,
    tool: { name: "gan-diversity", version: toolVersion() },
    createdAt,
    rule: RULE,
    runs: judged,
    unread: failed,
    skipped: left,
    exitCode: exitCodeOfRuns({ runs: judged, unread: failed }),
  };
};

const unreadRun = ({ name, error }: { name: string; error: GanDiversityError }): UnreadRun => ({
  name,
  code: error.code,
  reason: error.inFlags,
  exitCode: error instanceof UsageError ? 2 : 3,
});

/** All pictures together fit into one report. */
const orderOfRun = (order: Order, { name, found }: FoundRun, its: { scores: string[]; runs: number }): Order => ({
  ...order,
  inputs: found.inputs,
  scores: its.scores,
  pictures: order.pictures && { ...order.pictures, bytes: order.pictures.bytes / its.runs },
  ...(order.onCheckpoint
    ? { onCheckpoint: (images) => order.onCheckpoint?.(Object.assign(images, { run: name })) }
    : {}),
  ...(order.onProgress
    ? {
        onProgress: ({ label, ...progress }) =>
          order.onProgress?.({ ...progress, label: label === undefined ? name : `${name}, ${label}` }),
      }
    : {}),
});
