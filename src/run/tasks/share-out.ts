/** Shares a check out: planned from its opened runs, begun by whoever distributes tasks, merged by the pipeline. */
import type { Analysis, RunSet } from "../../analysis/analysis.ts";
import { InputError, UsageError } from "../../errors.ts";
import type { ImageSet } from "../../inputs/image-set.ts";
import type { SharedStore } from "../../shared/shared-store.ts";
import { asOneRun, judgeAsOne, type RunToJudge, type Shared, type ShareOut, withShared } from "../analyze.ts";
import { judgeEach, runsToJudge } from "../analyze-runs.ts";
import { type AnalyzeOptions, orderOf } from "../options.ts";
import { Stages } from "../stages.ts";
import { type Asked, type MadePlan, makePlan, publishPlan } from "./make-plan.ts";
import { Merged, type Wait } from "./merged.ts";
import { missingTasks, type Plan } from "./plan.ts";
import { inRanges } from "./task.ts";

/** Of one embedding task, about: some seconds of work, some megabytes of result. */
export const TASK_IMAGES = 4096;
/** Fewer images have so few pairs that they are compared while others would ask for work. */
export const PAIRS_FROM = 16_384;

/** How a check is to be shared out. */
export type Sharing = Pick<Asked, "oneRun" | "taskImages" | "pairsFrom">;

/** Plans a check and writes the plan where machines share it. @throws as analyze does */
export const planCheck = async (options: AnalyzeOptions, sharing: Sharing, store: SharedStore): Promise<Plan> => {
  const order = orderOf(options);
  const stages = new Stages(order.onProgress, order.signal);
  return withShared({ order, kept: undefined }, stages, async (shared) => {
    const runs = sharing.oneRun
      ? [asOneRun(order, shared.memory)]
      : (await runsToJudge(order, shared.memory, stages)).runs;
    const made = await planRuns(runs, askedOf(options, sharing), { shared, stages });
    await stages.run("plan", () => publishPlan(made, store));
    return made.plan;
  });
};

/** The check itself, with its tasks done elsewhere. @param begin starts them, and tells how to wait for some @throws as analyze does */
export const checkShared = (
  options: AnalyzeOptions,
  sharing: Sharing,
  store: SharedStore,
  begin: (made: MadePlan, stages: Stages) => Promise<Wait>,
): Promise<Analysis | RunSet> => {
  const asked = askedOf(options, sharing);
  const shareOut: ShareOut = async (runs, at) => {
    const made = await planRuns(runs, asked, at);
    return new Merged(made, store, await begin(made, at.stages));
  };
  const order = orderOf(options);
  return sharing.oneRun ? judgeAsOne(order, undefined, shareOut) : judgeEach(order, undefined, shareOut);
};

/**
 * The check that was planned, from results that are all there.
 * @param options as planned, with what decides no task beside: reports, cache, progress
 * @throws InputError when a result is not there or the pictures are not as they were planned; as analyze does
 */
export const mergeCheck = async (
  plan: Plan,
  options: AnalyzeOptions,
  store: SharedStore,
): Promise<Analysis | RunSet> => {
  assertFolder(plan);
  return checkShared(options, plan, store, async (made) => {
    if (made.plan.id !== plan.id)
      throw new InputError(
        "CHANGED",
        `Expected the pictures as they were planned but some were added, removed or changed since. Next: plan again; what is done for the others stays done.`,
      );
    const missing = await missingTasks(plan, store);
    if (missing.length > 0)
      throw new InputError(
        "TASKS",
        `Expected the results of all ${plan.tasks.length} tasks in ${store.place} but not those of ${inRanges(missing)}. Next: gan-diversity task ${inRanges(missing)} --shared ${store.place}`,
      );
    return async () => {};
  });
};

/** @throws UsageError where relative paths of the plan would mean something else */
const assertFolder = ({ folder }: Plan): void => {
  if (process.cwd() !== folder)
    throw new UsageError(
      `Expected to be run in ${folder}, where it was planned, but the working folder is ${process.cwd()}: paths in the plan are relative to it. Next: cd ${folder}`,
    );
};

const askedOf = (options: AnalyzeOptions, { oneRun, taskImages, pairsFrom }: Sharing): Asked => {
  const { images, onCheckpoint, onProgress, signal, thumbnails, cache, verifyCache, modelFolder, ...planned } = options;
  if (images) throw new UsageError("Expected --inputs together with --shared but received images in memory");
  return { folder: process.cwd(), options: JSON.parse(JSON.stringify(planned)), oneRun, taskImages, pairsFrom };
};

const planRuns = async (
  runs: readonly RunToJudge[],
  asked: Asked,
  { shared, stages }: { shared: Shared; stages: Stages },
): Promise<MadePlan> => {
  const opened = await shared.embedder.open(stages);
  const sets: Pick<ImageSet, "checkpoints">[] = [];
  for (const run of runs) sets.push(await stages.run("images", () => openedOnce(run)));
  return stages.run("plan", () => makePlan(sets, asked, opened));
};

/** Who opens the run later gets the same set. What is wrong with one run is said when it is judged. */
const openedOnce = async (run: RunToJudge): Promise<Pick<ImageSet, "checkpoints">> => {
  const opened = run.open();
  run.open = () => opened;
  return opened.catch((error: unknown) => {
    if (!(error instanceof InputError || error instanceof UsageError) || run.name === undefined) throw error;
    return { checkpoints: [] };
  });
};
