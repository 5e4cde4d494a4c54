/** The pipeline on one page: pictures and scores are opened, measured, and judged. */
import { basename } from "node:path";
import type { Analysis } from "../analysis/analysis.ts";
import { SCHEMA_VERSION } from "../analysis/schema-version.ts";
import { runChecks } from "../diagnosis/checks.ts";
import { finalPictureState } from "../diagnosis/pictures/picture-state.ts";
import { thresholdFlip } from "../diagnosis/pictures/threshold-flip.ts";
import { finalScoreState, scoresAreCertain } from "../diagnosis/scores/score-state.ts";
import { findStretches } from "../diagnosis/scores/score-stretches.ts";
import { judge } from "../diagnosis/verdict.ts";
import { LostEmbedding } from "../embed/cache/embedding-cache.ts";
import { FOLDERS } from "../inputs/class-labels.ts";
import type { ImageSet } from "../inputs/image-set.ts";
import { openMemoryImages } from "../inputs/memory-images.ts";
import { type OpenOptions, openImages } from "../inputs/open-images.ts";
import { groupThreshold } from "../pairs/linkage/related-thresholds.ts";
import { compactBehind } from "../pixels/collect-garbage.ts";
import { alignScores } from "../scores/derive/align.ts";
import { summarizeScores } from "../scores/derive/summarize.ts";
import { withAssertions } from "./assertions.ts";
import type { Elsewhere } from "./elsewhere.ts";
import { type Lab, Notes } from "./lab.ts";
import { type MeasuredPictures, measurePictures } from "./measure-pictures.ts";
import { Memory } from "./memory.ts";
import { SharedEmbedder } from "./open-embedder.ts";
import { type AnalyzeOptions, type Order, orderOf } from "./options.ts";
import { settingsOf } from "./settings.ts";
import { Stages } from "./stages.ts";
import { toolVersion } from "./tool-version.ts";
import { unlessUnchanged } from "./unchanged.ts";

/**
 * Judges all inputs as one run.
 * @throws InputError when nothing can be read, BackendError when the device is not there.
 */
export const analyze = async (options: AnalyzeOptions): Promise<Analysis> => judgeAsOne(orderOf(options));

/** @param kept an embedder that stays open, in the place of one of its own @throws as analyze does */
export const judgeAsOne = async (order: Order, kept?: SharedEmbedder, shareOut?: ShareOut): Promise<Analysis> => {
  const stages = new Stages(order.onProgress, order.signal);
  return withShared({ order, kept }, stages, (shared) => {
    const anew = async () => {
      const run = asOneRun(order, shared.memory);
      return analyzeRun(run, stages, { ...shared, ...(await sharedOut([run], { shared, stages }, shareOut)) });
    };
    return kept || shareOut ? anew() : unlessUnchanged({ order, kind: "one" }, shared, stages, anew);
  });
};

export const asOneRun = (order: Order, memory: Memory): RunToJudge => ({
  order,
  open: () => openPictures(order, memory),
});

/** Has other processes do a part of these runs. @param runs `open` opens each once, whoever asks first */
export type ShareOut = (runs: readonly RunToJudge[], at: { shared: Shared; stages: Stages }) => Promise<Elsewhere>;

export const sharedOut = async (
  runs: readonly RunToJudge[],
  at: { shared: Shared; stages: Stages },
  shareOut: ShareOut | undefined,
): Promise<Pick<Shared, "elsewhere">> => ({ elsewhere: (await shareOut?.(runs, at)) ?? null });

export interface RunToJudge {
  order: Order;
  /** Among several. */
  name?: string;
  open: () => Promise<ImageSet>;
}

/** What the runs of a call share. */
export interface Shared {
  embedder: SharedEmbedder;
  memory: Memory;
  elsewhere: Elsewhere | null;
}

/** Opens it, and closes it behind the work; an embedder that is kept open is closed by who keeps it. */
export const withShared = async <T>(
  { order, kept }: { order: Order; kept: SharedEmbedder | undefined },
  stages: Stages,
  work: (shared: Shared) => Promise<T>,
): Promise<T> => {
  stages.check();
  const embedder = kept ?? new SharedEmbedder(order);
  const memory = await Memory.open(order);
  try {
    // Before the pictures are looked for, which leaves other work no time on this thread.
    if (memory.isEmpty && order.inputs.length > 0) await embedder.openAhead(stages);
    // It tells what went wrong when it is opened.
    else memory.whenUnknown(() => void embedder.openAhead(stages).catch(() => {}));
    return await work({ embedder, memory, elsewhere: null });
  } finally {
    await memory.close();
    if (!kept) await embedder.close();
  }
};

/** @throws as analyze does */
export const analyzeRun = async (run: RunToJudge, stages: Stages, shared: Shared): Promise<Analysis> => {
  const once = { ...run, order: givingOnce(run.order) };
  return judgeRun(once, stages, { ...shared, trusts: true }).catch(async (error: unknown) => {
    const isLost = error instanceof LostEmbedding;
    if (!isLost && !(await shared.embedder.canReplace(error))) throw error;
    return judgeRun(once, stages, { ...shared, trusts: !isLost });
  });
};

/** A run that has to be judged again comes to the same checkpoints: those that were given are not given again. */
const givingOnce = (order: Order): Order => {
  const { onCheckpoint } = order;
  if (!onCheckpoint) return order;
  let given = 0;
  return {
    ...order,
    onCheckpoint: async (images) => {
      if (images.index < given) return;
      await onCheckpoint(images);
      given = images.index + 1;
    },
  };
};

const judgeRun = async (
  { order, name, open }: RunToJudge,
  stages: Stages,
  { embedder, memory, elsewhere, trusts }: Shared & Pick<Lab, "trusts">,
): Promise<Analysis> => {
  const notes = new Notes();
  const createdAt = new Date().toISOString();

  const set = await stages.run("images", open);
  // What the names were read by; the embeddings of so many images come on top.
  compactBehind(set.checkpoints.reduce((sum, { images }) => sum + images.length, 0));
  const log = await stages.run("scores", async () =>
    order.scores.length === 0
      ? null
      : (await import("../scores/read-scores.ts")).readScores(order.scores, order.scoreOptions),
  );
  notes.skip(set.skipped);
  notes.warn(...set.warnings, ...(log?.warnings ?? []), ...(log?.refusals ?? []).map(({ reason }) => reason));

  const measured =
    set.checkpoints.length === 0
      ? null
      : await measurePictures(set, order, embedder, { trusts, memory, elsewhere, stages, notes });
  const { checkpoints = [], transitions = [] } = measured ?? {};
  const alignment = log && checkpoints.length > 0 ? alignScores(log, checkpoints) : null;
  if (alignment && alignment.unmatched > 0)
    notes.warn(
      `${alignment.unmatched} of ${checkpoints.length} checkpoints have no score within half an interval of the log. ${alignment.basis}`,
    );
  const last = checkpoints.at(-1);
  if (measured && last) notes.warn(thresholdFlip(last));

  return stages.run("diagnosis", async () => {
    const pictures = finalPictureState(checkpoints);
    const findings = runChecks({ checkpoints, pictures, transitions, scores: log });
    const analysis: Analysis = {
      schemaVersion: SCHEMA_VERSION,
      tool: { name: "gan-diversity", version: toolVersion() },
      createdAt,
      ...(name === undefined ? {} : { name }),
      settings: settingsOf(order),
      ...describeMeasuring(measured),
      checkpoints,
      ...(measured?.reference ? { reference: measured.reference } : {}),
      transitions,
      ...(log ? { scores: { ...summarizeScores(log, findStretches(log)), ...(alignment ? { alignment } : {}) } } : {}),
      findings,
      verdict: judge(
        findings,
        checkpoints,
        {
          pictures,
          scores: finalScoreState(log),
          foundScale: measured?.reference?.found === undefined ? null : basename(measured.reference.source),
          sure: { pictures: measured?.calibrated ?? true, scores: scoresAreCertain(log) },
        },
        order.failOn,
      ),
      skipped: notes.skipped,
      warnings: notes.warnings,
      timings: stages.timings,
    };
    return withAssertions(analysis, order);
  });
};

const NO_PICTURES: ImageSet = { checkpoints: [], skipped: [], warnings: [], cuts: [], reals: [] };

const openPictures = async (order: Order, memory: Memory): Promise<ImageSet> => {
  const { inputs, images } = order;
  if (images) return openMemoryImages(images, openOptionsOf(order, memory));
  return inputs.length === 0 ? NO_PICTURES : openImages(inputs, openOptionsOf(order, memory));
};

export const openOptionsOf = (
  { grid, padding, classes, sample, signal, onProgress }: Order,
  { seen, listings }: Memory,
): OpenOptions => ({
  grid,
  padding,
  classFolders: classes === FOLDERS,
  sample,
  signal,
  onRead: (done, total) => onProgress?.({ stage: "images", done, total, unit: "images" }),
  seen,
  listings,
});

const describeMeasuring = (measured: MeasuredPictures | null): Pick<Analysis, "embedder" | "backend" | "threshold"> => {
  if (!measured) return { embedder: null, backend: null, threshold: null };
  const { embedder, backend, threshold } = measured;
  const { id, dimension, preparation } = embedder;
  return {
    embedder: { id, dimension, ...(preparation === undefined ? {} : { preparation }) },
    backend: { name: backend.name, device: backend.device },
    threshold: { ...threshold, groups: groupThreshold(threshold.value) },
  };
};
