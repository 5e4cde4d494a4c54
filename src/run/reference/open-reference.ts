/** The real images: found, embedded and measured once, whatever the number of checkpoints. */
import type { ChosenThreshold, ReferenceSet } from "../../analysis/analysis.ts";
import { InputError } from "../../errors.ts";
import { classOfFolder } from "../../inputs/class-labels.ts";
import type { ImageCheckpoint } from "../../inputs/image-set.ts";
import { openReferenceImages } from "../../inputs/reference-images.ts";
import { groupedBy } from "../../kit/grouped-by.ts";
import type { ReferenceModel } from "../../metrics/reference/reference-model.ts";
import { copySimilarities } from "../check-threshold.ts";
import { type EmbeddedMember, embedCheckpoint } from "../embed-checkpoint.ts";
import type { Lab } from "../lab.ts";
import { measureSet, stackEmbeddings } from "../measure-set.ts";
import type { Order } from "../options.ts";
import { calibrateThreshold } from "./calibrate-threshold.ts";
import { measureReference } from "./measure-reference.ts";

export interface OpenedReference {
  set: ReferenceSet;
  model: ReferenceModel;
  /** The real images in the folder of a class, measured when first asked for. */
  ofClass(name: string): Promise<ReferenceModel | null>;
  /** With what it means on the real images, where they are enough. */
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
  { reference: folder, referenceLimit: limit }: Order & { reference: string },
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
      `${embedded.length - images.length} of ${embedded.length} real images are blank, or copies of others, and are left out: they are no further real images.`,
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
  const threshold = await stages.run("reference", () =>
    calibrateThreshold(model, { known, samples, copies: () => copySimilarities(source, images, lab) }, backend),
  );
  const { metrics } = await measureSet(images, threshold.value, lab);
  const labels = new Map(source.images.map(({ member, label }) => [member, label]));
  const classes = groupedBy(images, ({ member }) => labels.get(member) ?? classOfFolder(member));
  const models = new Map<string, Promise<ReferenceModel>>();
  return {
    set: { source: folder, images: images.length, metrics },
    model,
    ofClass: async (name) => {
      const members = classes.get(name);
      if (!members) return null;
      if (!models.has(name)) models.set(name, modelOf(members));
      return models.get(name)!;
    },
    threshold,
    source,
  };
};

/** Sorted by content, so equal images are neighbours. */
const withoutCopies = (images: readonly EmbeddedMember[]): EmbeddedMember[] =>
  images.filter(({ contentHash }, index) => contentHash !== images[index - 1]?.contentHash);
