/** One checkpoint through decode, embed, similarity and diversity. */
import type { Calibration, Checkpoint, Skipped } from "../analysis/analysis.ts";
import type { Backend } from "../compute/backend.ts";
import type { EmbeddingCache } from "../embed/cache/embedding-cache.ts";
import type { Embedder } from "../embed/embedder.ts";
import type { ClassOf } from "../inputs/class-labels.ts";
import type { ImageCheckpoint } from "../inputs/image-set.ts";
import { SMALLEST_SET } from "../metrics/measure.ts";
import { compareWithReference } from "../metrics/reference/compare.ts";
import { closePairs } from "../pairs/close-pairs.ts";
import { sweep } from "../pairs/sweep.ts";
import { calibrateThreshold } from "./check-threshold.ts";
import { addPictures, type PictureBudget } from "./checkpoint-pictures.ts";
import { type EmbeddedMember, embedCheckpoint } from "./embed-checkpoint.ts";
import { measureClasses } from "./measure-classes.ts";
import { measureMsSsim } from "./measure-ms-ssim.ts";
import { measureSet } from "./measure-set.ts";
import type { CheckpointImages } from "./measure-transition.ts";
import type { OpenedReference } from "./open-reference.ts";
import { addReferencePictures } from "./reference-pictures.ts";
import type { Stages } from "./stages.ts";

/** Of everything that is drawn at random. */
export const SEED = 0;
/** `measured` is null when too few images could be read, `calibrated` when the threshold was not checked. */
export const measureCheckpoint = async (
  source: ImageCheckpoint,
  embedder: Embedder,
  /** Cosine similarity from which two images count as near-duplicates. */
  threshold: number,
  backend: Backend,
  options: {
    cache: EmbeddingCache | null;
    concurrency: number;
    /** On mildly changed copies of the images. */
    checkThreshold: boolean;
    reference: OpenedReference | null;
    classOf: ClassOf | null;
    /** null when no report is wanted. */
    pictures: PictureBudget | null;
    msSsim: boolean;
    stages: Stages;
  },
): Promise<{
  measured: CheckpointImages | null;
  skipped: Skipped[];
  calibrated: { calibration: Calibration; warning: string | null } | null;
}> => {
  const { stages, pictures } = options;
  const skipped: Skipped[] = [];
  const images = await stages.run("embed", () =>
    embedCheckpoint(source, embedder, backend, options.cache, options.concurrency, skipped),
  );
  if (images.length < SMALLEST_SET) return { measured: null, skipped, calibrated: null };

  const set = await measureSet(images, embedder, threshold, backend, stages);
  const { groups, metrics, blanks, rarefaction, chains, pairs, vectors } = set;
  const { reference, classOf } = options;
  const comparison = reference && {
    reference: await stages.run("reference", () =>
      compareWithReference(
        vectors,
        set.pictured.map(({ member }) => member),
        reference.model,
        threshold,
        backend,
      ),
    ),
  };
  const classes = classOf && {
    classes: await measureClasses(
      images,
      classesOf(images, source, classOf),
      embedder,
      threshold,
      backend,
      reference,
      stages,
    ),
  };
  const checkpoint: Checkpoint = {
    step: source.step,
    label: source.label,
    source: source.source,
    images: images.length,
    ...(source.layout ? { layout: source.layout } : {}),
    metrics,
    groups,
    ...(blanks.length > 0 ? { blanks } : {}),
    rarefaction,
    chains,
    sweep: await stages.run("similarity", () => sweep(vectors, embedder.dimension, threshold, blanks.length, backend)),
    similarities: pairs.histogram,
    ...comparison,
    ...classes,
  };
  if (options.msSsim) {
    const msSsim = await stages.run("ms-ssim", () => measureMsSsim(source, images, options.concurrency, SEED));
    if (msSsim) metrics.msSsim = msSsim;
  }
  const members = set.pictured.map(({ member }) => member);
  if (pictures?.isLast)
    checkpoint.edges = await stages.run("similarity", () =>
      closePairs(vectors, embedder.dimension, pairs, (row) => members[row]!, backend),
    );
  if (pictures)
    await stages.run("thumbnails", async () => {
      await addPictures(checkpoint, source, pictures);
      if (reference && pictures.isLast) await addReferencePictures(checkpoint, source, reference.source);
    });
  const calibrated = options.checkThreshold
    ? await stages.run("calibration", () =>
        calibrateThreshold(source, images, embedder, threshold, backend, options.concurrency),
      )
    : null;
  return { measured: { checkpoint, members, vectors }, skipped, calibrated };
};

const classesOf = (images: readonly EmbeddedMember[], source: ImageCheckpoint, classOf: ClassOf): (string | null)[] => {
  const names = new Map(source.images.map((image) => [image.member, classOf(image)]));
  return images.map(({ member }) => names.get(member)!);
};
