/** The real images: found, embedded and measured once, whatever the number of checkpoints. */
import type { ChosenThreshold, ReferenceSet } from "../../analysis/analysis.ts";
import { InputError } from "../../errors.ts";
import { classOfFolder } from "../../inputs/class-labels.ts";
import type { ImageCheckpoint } from "../../inputs/image-set.ts";
import { openReferenceImages } from "../../inputs/reference-images.ts";
import { groupedBy } from "../../kit/grouped-by.ts";
import type { ReferenceModel } from "../../metrics/reference/reference-model.ts";
import { type EmbeddedMember, embedCheckpoint } from "../embed-checkpoint.ts";
import type { Lab } from "../lab.ts";
import { measureSet, stackEmbeddings } from "../measure-set.ts";
import type { Order } from "../options.ts";
import { calibrateThreshold } from "./calibrate-threshold.ts";
import { measureReference } from "./measure-reference.ts";

export interface OpenedReference {
  set: ReferenceSet;
  model: ReferenceModel;
  /** The real images in the folder of a class, measured when first asked for, with a threshold for sets of this size. */
  ofClass(name: string, images: number): Promise<{ model: ReferenceModel; threshold: number } | null>;
  /** Calibrated on the real images. */
  threshold: ChosenThreshold;
  /** For thumbnails. */
  source: ImageCheckpoint;
}

/**
 * @param order with the folder, file or glob
 * @param known threshold without a reference, null when the embedder has none
 * @param samples images of the largest checkpoint
 * @throws InputError when no real image can be read
 */
export const openReference = async (
  { reference: folder, referenceLimit: limit, threshold: given }: Order & { reference: string },
  known: ChosenThreshold | null,
  samples: number,
  lab: Lab,
): Promise<OpenedReference> => {
  const { backend, stages, notes } = lab;
  const {
    checkpoint: source,
    found,
    skipped: unopened,
  } = await stages.run("reference", () => openReferenceImages(folder, limit));
  const { images: embedded, skipped: undecoded } = await stages.run("embed", () => embedCheckpoint(source, lab));
  const skipped = [...unopened, ...undecoded].map((file) => ({ ...file, path: `reference: ${file.path}` }));
  notes.skip(skipped);
  if (embedded.length === 0)
    throw new InputError(
      "REFERENCE",
      `Expected real images for --reference but none of ${found} in ${folder} can be decoded. Next: check the files; the first reason: ${skipped[0]?.reason}`,
    );
  const images = withoutCopies(embedded).filter(({ fault }) => fault !== "blank");
  if (images.length === 0)
    throw new InputError(
      "REFERENCE",
      `Expected real images for --reference but all ${embedded.length} in ${folder} are blank. Next: check the files.`,
    );
  if (found > limit)
    notes.warn(
      `The reference is a sample of ${limit} of its ${found} images, chosen by their content. Next: --reference-limit ${found} measures all of them.`,
    );
  if (images.length < embedded.length)
    notes.warn(
      `${embedded.length - images.length} of ${embedded.length} real images are blank, or copies of others, and are left out: copies would raise the threshold until nothing is a near-duplicate.`,
    );
  const { dimension } = lab.embedder;
  const modelOf = (members: readonly EmbeddedMember[]) =>
    stages.run("reference", () =>
      measureReference(
        members.map(({ member }) => member),
        stackEmbeddings(members, dimension),
        backend,
      ),
    );
  const model = await modelOf(images);
  const calibrate = (ofImages: ReferenceModel, otherwise: ChosenThreshold | null, count: number) =>
    stages.run("reference", () =>
      calibrateThreshold(ofImages, { threshold: otherwise, isChosen: given !== undefined }, count, backend),
    );
  const threshold = await calibrate(model, known, samples);
  if (!threshold.calibration)
    notes.warn(
      `The reference has ${images.length} distinct images, too few to calibrate the threshold, which takes 100. Next: give more real images.`,
    );
  const { metrics } = await measureSet(images, threshold.value, lab);
  const labels = new Map(source.images.map(({ member, label }) => [member, label]));
  const classes = groupedBy(images, ({ member }) => labels.get(member) ?? classOfFolder(member));
  const models = new Map<string, Promise<ReferenceModel>>();
  return {
    set: { source: folder, images: images.length, metrics },
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
