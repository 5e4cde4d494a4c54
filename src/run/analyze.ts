/** The pipeline, stage by stage: images -> scores -> embed -> similarity -> diversity -> diagnosis. */
import { availableParallelism } from "node:os";
import type {
  Analysis,
  Checkpoint,
  FailOn,
  ReferenceSet,
  Settings,
  Skipped,
  Threshold,
  Transition,
} from "../analysis/analysis.ts";
import { SCHEMA_VERSION } from "../analysis/analysis.ts";
import type { Device } from "../compute/devices.ts";
import { runChecks } from "../diagnosis/checks.ts";
import { finalPictureState } from "../diagnosis/pictures/picture-state.ts";
import { thresholdFlip } from "../diagnosis/pictures/threshold-flip.ts";
import { finalScoreState, scoresAreCertain } from "../diagnosis/scores/score-state.ts";
import { findStretches } from "../diagnosis/scores/score-stretches.ts";
import { judge } from "../diagnosis/verdict.ts";
import { EmbeddingCache } from "../embed/cache/embedding-cache.ts";
import type { Embedder } from "../embed/embedder.ts";
import { type ClassOf, FOLDERS, readClassLabels } from "../inputs/class-labels.ts";
import type { ImageSet } from "../inputs/image-set.ts";
import { openImages } from "../inputs/open-images.ts";
import { groupThreshold } from "../pairs/related-thresholds.ts";
import { alignScores } from "../scores/derive/align.ts";
import type { ScoreOptions } from "../scores/derive/build-log.ts";
import { summarizeScores } from "../scores/derive/summarize.ts";
import { readScores } from "../scores/read/read-scores.ts";
import { DEFAULT_PICTURES, type PictureLimits, pictureBudget } from "./checkpoint-pictures.ts";
import { addMaps, sampleForMap } from "./map-checkpoints.ts";
import { measureCheckpoint, SEED } from "./measure-checkpoint.ts";
import { type CheckpointImages, measureTransition } from "./measure-transition.ts";
import { type ModelOptions, type OpenedEmbedder, openEmbedder } from "./open-embedder.ts";
import { DEFAULT_REFERENCE_LIMIT, openReference } from "./open-reference.ts";
import { type Progress, Stages } from "./stages.ts";
import { toolVersion } from "./tool-version.ts";

export interface AnalyzeOptions extends ModelOptions {
  /** Folders, files or globs with pictures; empty when only scores are judged. */
  inputs?: readonly string[];
  /** Score logs of the run: files or folders, of any known format; `name=path` for a file with one quantity. */
  scores?: string | readonly string[];
  /** What the logs are, where they do not say it themselves. */
  scoreOptions?: ScoreOptions;
  /** Layout of every sheet; found automatically when left out. */
  grid?: { columns: number; rows: number };
  /** Pixels between the tiles of `grid`. */
  padding?: number;
  /** Default "auto". */
  device?: Device;
  /** Threads for decoding and computing, default: all. */
  threads?: number;
  /** Cosine similarity from which two images are near-duplicates, default: the embedder's. */
  threshold?: number;
  /** Folder, file or glob with real images to compare with. */
  reference?: string;
  /** Real images measured at most, default 10,000; of more, a sample by content. */
  referenceLimit?: number;
  /** "folders" (the folder of an image is its class), or a CSV file with the columns path and class. */
  classes?: string;
  /** Verdict from which the exit code is 1, default "fail". */
  failOn?: FailOn;
  /** Folder for embeddings of earlier runs, default: none are kept. */
  cache?: string;
  /** Put pictures, close pairs and a map into the Analysis, for the HTML report. Default false. */
  thumbnails?: boolean | Partial<PictureLimits>;
  /** Measure the MS-SSIM of random pairs too, which decodes images again. Default false. */
  msSsim?: boolean;
  onProgress?: (progress: Progress) => void;
}

/**
 * Judges a run.
 * @throws InputError when nothing can be read, BackendError when the device is not there.
 */
export const analyze = async (options: AnalyzeOptions): Promise<Analysis> => {
  const { inputs = [], device = "auto", threads = availableParallelism(), failOn = "fail" } = options;
  const scorePaths = pathsOf(options.scores);
  const stages = new Stages(options.onProgress);
  const createdAt = new Date().toISOString();

  const set: ImageSet = await stages.run("images", async () =>
    inputs.length > 0
      ? openImages([...inputs], {
          grid: options.grid,
          padding: options.padding,
          classFolders: options.classes === FOLDERS,
        })
      : { checkpoints: [], skipped: [], warnings: [] },
  );
  const classOf = options.classes === undefined ? null : await readClassLabels(options.classes);
  const log = await stages.run("scores", async () =>
    scorePaths.length === 0 ? null : readScores(scorePaths, options.scoreOptions),
  );

  const skipped: Skipped[] = [...set.skipped];
  const warnings = [...set.warnings, ...(log?.warnings ?? []), ...(log?.refusals ?? []).map(({ reason }) => reason)];
  const measured =
    set.checkpoints.length > 0
      ? await measureAll(set, classOf, options, device, threads, stages, skipped, warnings)
      : null;
  const checkpoints = measured?.checkpoints ?? [];
  const transitions = measured?.transitions ?? [];
  const alignment = log && checkpoints.length > 0 ? alignScores(log, checkpoints) : null;
  if (alignment && alignment.unmatched > 0)
    warnings.push(
      `${alignment.unmatched} of ${checkpoints.length} checkpoints have no score within half an interval of the log. ${alignment.basis}`,
    );

  const last = checkpoints.at(-1);
  const flip = measured && last ? thresholdFlip(last, measured.threshold.value) : null;
  if (flip) warnings.push(flip);

  return stages.run("diagnosis", async () => {
    const pictures = finalPictureState(checkpoints);
    const findings = runChecks({ checkpoints, pictures, transitions, scores: log });
    return {
      schemaVersion: SCHEMA_VERSION,
      tool: { name: "gan-diversity", version: toolVersion() },
      createdAt,
      settings: settingsOf(options, device, failOn),
      embedder: measured && describeEmbedder(measured.embedder),
      backend: measured && { name: measured.backend.name, device: measured.backend.device },
      threshold: measured && withGroups(measured.threshold),
      checkpoints,
      ...(measured?.reference ? { reference: measured.reference } : {}),
      ...(transitions.length > 0 ? { transitions } : {}),
      ...(log ? { scores: { ...summarizeScores(log, findStretches(log)), ...(alignment ? { alignment } : {}) } } : {}),
      findings,
      verdict: judge(findings, checkpoints, { pictures, scores: finalScoreState(log) }, failOn, {
        pictures: measured?.calibrated ?? true,
        scores: scoresAreCertain(log),
      }),
      skipped,
      warnings,
      timings: stages.timings,
    };
  });
};

const withGroups = (threshold: Threshold): Threshold => ({ ...threshold, groups: groupThreshold(threshold.value) });

interface Measured extends OpenedEmbedder {
  checkpoints: Checkpoint[];
  transitions: Transition[];
  reference: ReferenceSet | null;
  threshold: Threshold;
  /** The limits of the picture checks hold for this embedder. */
  calibrated: boolean;
}

const measureAll = async (
  set: ImageSet,
  classOf: ClassOf | null,
  options: AnalyzeOptions,
  device: Device,
  threads: number,
  stages: Stages,
  skipped: Skipped[],
  warnings: string[],
): Promise<Measured> => {
  const opened = await openEmbedder(
    options,
    options.threshold,
    options.reference !== undefined,
    device,
    threads,
    stages,
  );
  const { embedder, backend, threshold: given } = opened;
  const cache = options.cache === undefined ? null : new EmbeddingCache(options.cache, embedder.dimension);
  await cache?.open();
  const { thumbnails = false } = options;
  const limits = thumbnails === false ? null : { ...DEFAULT_PICTURES, ...(thumbnails === true ? {} : thumbnails) };
  try {
    const request =
      options.reference === undefined
        ? null
        : {
            source: options.reference,
            limit: options.referenceLimit ?? DEFAULT_REFERENCE_LIMIT,
            threshold: given,
            thresholdGiven: options.threshold !== undefined,
            samples: Math.max(...set.checkpoints.map(({ images }) => images.length)),
          };
    const reference =
      request && (await openReference(request, embedder, backend, cache, threads, stages, skipped, warnings));
    // One of both is there, or openEmbedder had refused.
    const threshold = reference?.threshold ?? given!;
    const calibrated = options.model === undefined || threshold.calibration !== undefined;
    if (!calibrated)
      warnings.push(
        `The limits of the picture checks were measured with the built-in embedder, not with ${embedder.id}, so their confidence is lowered. Next: calibrate the threshold with --reference and 100 or more real images.`,
      );
    if (classOf) warnings.push(...unlabelled(set, classOf));
    const checkpoints: Checkpoint[] = [];
    const transitions: Transition[] = [];
    let before: CheckpointImages | null = null;
    const mapped: Parameters<typeof addMaps>[0][number][] = [];
    let checked = threshold;
    for (const [index, source] of set.checkpoints.entries()) {
      stages.report({ stage: "embed", done: index, total: set.checkpoints.length, label: source.label });
      const result = await measureCheckpoint(source, embedder, threshold.value, backend, {
        cache,
        concurrency: threads,
        msSsim: options.msSsim ?? false,
        // Real images say more than copies of the run's own.
        checkThreshold: index === set.checkpoints.length - 1 && threshold.calibration === undefined,
        reference,
        classOf,
        pictures: limits && pictureBudget(limits, index, set.checkpoints.length),
        stages,
      });
      skipped.push(...result.skipped);
      if (result.calibrated) {
        checked = { ...threshold, calibration: result.calibrated.calibration };
        if (result.calibrated.warning) warnings.push(result.calibrated.warning);
      }
      if (result.measured) {
        const after = result.measured;
        checkpoints.push(after.checkpoint);
        const change: Awaited<ReturnType<typeof measureTransition>> =
          before &&
          (await stages.run("similarity", () =>
            measureTransition(before!, after, embedder.dimension, threshold.value, backend),
          ));
        const to = checkpoints.length - 1;
        if (change) transitions.push({ from: to - 1, to, ...change });
        before = after;
        const place = { index, checkpoints: set.checkpoints.length };
        if (limits)
          mapped.push({
            checkpoint: after.checkpoint,
            sample: sampleForMap(after.vectors, embedder.dimension, after.members, place),
          });
      } else warnings.push(`${source.label} was left out: it has fewer than 3 readable images.`);
    }
    if (mapped.length > 0) await stages.run("map", async () => addMaps(mapped, embedder.dimension));
    return {
      checkpoints,
      transitions,
      reference: reference?.set ?? null,
      embedder,
      threshold: checked,
      calibrated,
      backend,
    };
  } finally {
    await cache?.close();
    if (cache?.problem) warnings.push(cache.problem);
    await backend.close();
  }
};

const pathsOf = (scores: AnalyzeOptions["scores"]): string[] =>
  scores === undefined ? [] : typeof scores === "string" ? [scores] : [...scores];

const describeEmbedder = ({ id, dimension, preparation }: Embedder): NonNullable<Analysis["embedder"]> => ({
  id,
  dimension,
  ...(preparation === undefined ? {} : { preparation }),
});

const unlabelled = (set: ImageSet, classOf: ClassOf): string[] => {
  const images = set.checkpoints.flatMap((checkpoint) => checkpoint.images);
  const without = images.filter((image) => classOf(image) === null);
  if (without.length === 0) return [];
  return [
    `${without.length} of ${images.length} images have no class and are in none of them; the first is ${without[0]!.member}. Next: with --classes folders every class is a folder, a CSV file names each image's path.`,
  ];
};

const settingsOf = (options: AnalyzeOptions, device: Device, failOn: FailOn): Settings => ({
  inputs: [...(options.inputs ?? [])],
  scores: pathsOf(options.scores).join(", ") || null,
  ...(options.reference === undefined
    ? {}
    : { reference: { source: options.reference, limit: options.referenceLimit ?? DEFAULT_REFERENCE_LIMIT } }),
  ...(options.classes === undefined ? {} : { classes: options.classes }),
  grid: options.grid ? { ...options.grid, padding: options.padding ?? null } : null,
  device,
  failOn,
  seed: SEED,
});
