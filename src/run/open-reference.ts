/** The real images: found, embedded and measured once, whatever the number of checkpoints. */
import type { ReferenceSet, Skipped, Threshold } from "../analysis/analysis.ts";
import type { Backend } from "../compute/backend.ts";
import type { EmbeddingCache } from "../embed/cache/embedding-cache.ts";
import type { Embedder } from "../embed/embedder.ts";
import { InputError } from "../errors.ts";
import { classOfFolder } from "../inputs/class-folders.ts";
import type { ImageCheckpoint } from "../inputs/image-set.ts";
import { openReferenceImages } from "../inputs/reference-images.ts";
import { groupedBy } from "../kit/grouped-by.ts";
import { calibrateThreshold } from "../metrics/reference/calibrate.ts";
import { measureReference, type ReferenceModel } from "../metrics/reference/reference-model.ts";
import { type EmbeddedMember, embedCheckpoint } from "./embed-checkpoint.ts";
import { measureSet, stackEmbeddings } from "./measure-set.ts";
import type { Stages } from "./stages.ts";

export const DEFAULT_REFERENCE_LIMIT = 10_000;

export interface OpenedReference {
  set: ReferenceSet;
  model: ReferenceModel;
  /** The real images in the folder of a class, measured when first asked for, with a threshold for sets of this size. */
  ofClass(name: string, images: number): Promise<{ model: ReferenceModel; threshold: number } | null>;
  /** Calibrated on the real images. */
  threshold: Threshold;
  /** For thumbnails. */
  source: ImageCheckpoint;
}

export interface ReferenceRequest {
  /** Folder, file or glob. */
  source: string;
  limit: number;
  /** Threshold without a reference, null when the embedder has none, and whether the user chose it. */
  threshold: Threshold | null;
  thresholdGiven: boolean;
  /** Images of the largest checkpoint. */
  samples: number;
}

/** @throws InputError when no real image can be read */
export const openReference = async (
  request: ReferenceRequest,
  embedder: Embedder,
  backend: Backend,
  cache: EmbeddingCache | null,
  concurrency: number,
  stages: Stages,
  skipped: Skipped[],
  warnings: string[],
): Promise<OpenedReference> => {
  const before = skipped.length;
  const { checkpoint: source, found } = await stages.run("reference", () =>
    openReferenceImages(request.source, request.limit, skipped),
  );
  const embedded = await stages.run("embed", () =>
    embedCheckpoint(source, embedder, backend, cache, concurrency, skipped),
  );
  for (const file of skipped.slice(before)) file.path = `reference: ${file.path}`;
  if (embedded.length === 0)
    throw new InputError(
      "REFERENCE",
      `Expected real images for --reference but none of ${found} in ${request.source} can be decoded. Next: check the files; the first reason: ${skipped[before]?.reason}`,
    );
  const images = withoutCopies(embedded).filter(({ fault }) => fault !== "blank");
  if (images.length === 0)
    throw new InputError(
      "REFERENCE",
      `Expected real images for --reference but all ${embedded.length} in ${request.source} are blank. Next: check the files.`,
    );
  if (found > request.limit)
    warnings.push(
      `The reference is a sample of ${request.limit} of its ${found} images, chosen by their content. Next: --reference-limit ${found} measures all of them.`,
    );
  if (images.length < embedded.length)
    warnings.push(
      `${embedded.length - images.length} of ${embedded.length} real images are blank, or copies of others, and are left out: copies would raise the threshold until nothing is a near-duplicate.`,
    );
  const { dimension } = embedder;
  const modelOf = (members: readonly EmbeddedMember[]) =>
    stages.run("reference", () =>
      measureReference(
        members.map(({ member }) => member),
        stackEmbeddings(members, dimension),
        dimension,
        backend,
      ),
    );
  const model = await modelOf(images);
  const calibrate = (ofImages: ReferenceModel, otherwise: Threshold | null, count: number) =>
    stages.run("reference", () => calibrateThreshold(ofImages, otherwise, request.thresholdGiven, count, backend));
  const threshold = await calibrate(model, request.threshold, request.samples);
  if (!threshold.calibration)
    warnings.push(
      `The reference has ${images.length} distinct images, too few to calibrate the threshold, which takes 100. Next: give more real images.`,
    );
  const { metrics } = await measureSet(images, embedder, threshold.value, backend, stages);
  const labels = new Map(source.images.map(({ member, label }) => [member, label]));
  const classes = groupedBy(images, ({ member }) => labels.get(member) ?? classOfFolder(member));
  const models = new Map<string, Promise<ReferenceModel>>();
  return {
    set: { source: request.source, images: images.length, metrics },
    model,
    ofClass: async (name, count) => {
      const members = classes.get(name);
      if (!members) return null;
      if (!models.has(name)) models.set(name, modelOf(members));
      const ofClass = await models.get(name)!;
      return { model: ofClass, threshold: (await calibrate(ofClass, threshold, count)).value };
    },
    threshold,
    source,
  };
};

/** Sorted by content, so equal images are neighbours. */
const withoutCopies = (images: readonly EmbeddedMember[]): EmbeddedMember[] =>
  images.filter(({ contentHash }, index) => contentHash !== images[index - 1]?.contentHash);
