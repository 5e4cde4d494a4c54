/** The pictures of a run: every checkpoint, and what happened between them. */
import type { Checkpoint, ChosenThreshold, ReferenceSet, Transition } from "../analysis/analysis.ts";
import { EmbeddingCache } from "../embed/cache/embedding-cache.ts";
import { type ClassOf, readClassLabels } from "../inputs/class-labels.ts";
import type { ImageCheckpoint } from "../inputs/image-set.ts";
import { pictureBudget } from "./checkpoint-pictures.ts";
import { closeLab, type Lab, type Notes } from "./lab.ts";
import { type MapSample, mapSamples, sampleForMap } from "./map-checkpoints.ts";
import { type MeasuredCheckpoint, measureCheckpoint } from "./measure-checkpoint.ts";
import { measureTransition } from "./measure-transition.ts";
import { openEmbedder } from "./open-embedder.ts";
import { openReference } from "./open-reference.ts";
import type { Order } from "./options.ts";
import type { Stages } from "./stages.ts";

export interface MeasuredPictures extends Pick<Lab, "embedder" | "backend"> {
  checkpoints: Checkpoint[];
  transitions: Transition[];
  reference: ReferenceSet | null;
  threshold: ChosenThreshold;
  /** The limits of the picture checks hold for this embedder. */
  calibrated: boolean;
}

/** @param sources one or more */
export const measurePictures = async (
  sources: readonly ImageCheckpoint[],
  order: Order,
  stages: Stages,
  notes: Notes,
): Promise<MeasuredPictures> => {
  const classOf = order.classes === undefined ? null : await readClassLabels(order.classes);
  const { embedder, backend, slower, threshold: known } = await openEmbedder(order, stages);
  notes.warn(slower);
  const cache = order.cache === undefined ? null : new EmbeddingCache(order.cache, embedder.dimension);
  await cache?.open();
  const lab: Lab = { embedder, backend, cache, threads: order.threads, stages, notes };
  try {
    const reference =
      order.reference === undefined
        ? null
        : await openReference(
            {
              source: order.reference,
              limit: order.referenceLimit,
              threshold: known,
              thresholdGiven: order.threshold !== undefined,
              samples: Math.max(...sources.map(({ images }) => images.length)),
            },
            lab,
          );
    // One of both is there, or openEmbedder had refused.
    const threshold = reference?.threshold ?? known!;
    const calibrated = order.model === undefined || threshold.calibration !== undefined;
    if (!calibrated)
      notes.warn(
        `The limits of the picture checks were measured with the built-in embedder, not with ${embedder.id}, so their confidence is lowered. Next: calibrate the threshold with --reference and 100 or more real images.`,
      );
    if (classOf) notes.warn(unlabelled(sources, classOf));
    const measuring = { threshold: threshold.value, reference, classOf, msSsim: order.msSsim };
    const checkpoints: Checkpoint[] = [];
    const transitions: Transition[] = [];
    const samples: MapSample[] = [];
    let checked = threshold;
    let before: MeasuredCheckpoint | null = null;
    for (const [index, source] of sources.entries()) {
      stages.report({ stage: "embed", done: index, total: sources.length, label: source.label });
      const after: MeasuredCheckpoint | null = await measureCheckpoint(
        source,
        measuring,
        {
          // Real images say more than copies of the run's own.
          checkThreshold: index === sources.length - 1 && threshold.calibration === undefined,
          pictures: order.pictures && pictureBudget(order.pictures, index, sources.length),
        },
        lab,
      );
      if (!after) {
        notes.warn(`${source.label} was left out: it has fewer than 3 readable images.`);
        continue;
      }
      if (after.calibrated) checked = { ...threshold, calibration: after.calibrated.calibration };
      notes.warn(after.calibrated?.warning);
      const change: Awaited<ReturnType<typeof measureTransition>> =
        before && (await stages.run("similarity", () => measureTransition(before!, after, threshold.value, lab)));
      const to = checkpoints.push(after.checkpoint) - 1;
      if (change) transitions.push({ from: to - 1, to, ...change });
      if (order.pictures) samples.push(sampleForMap(after, embedder.dimension, { index, checkpoints: sources.length }));
      before = after;
    }
    const maps = samples.length > 0 ? await stages.run("map", async () => mapSamples(samples, embedder.dimension)) : [];
    return {
      checkpoints: checkpoints.map((checkpoint, index) => ({
        ...checkpoint,
        ...(maps[index] ? { map: maps[index] } : {}),
      })),
      transitions,
      reference: reference?.set ?? null,
      embedder,
      threshold: checked,
      calibrated,
      backend,
    };
  } finally {
    await closeLab(lab);
  }
};

const unlabelled = (sources: readonly ImageCheckpoint[], classOf: ClassOf): string | null => {
  const images = sources.flatMap((checkpoint) => checkpoint.images);
  const without = images.filter((image) => classOf(image) === null);
  return without.length === 0
    ? null
    : `${without.length} of ${images.length} images have no class and are in none of them; the first is ${without[0]!.member}. Next: with --classes folders every class is a folder, a CSV file names each image's path.`;
};
