/** The real images: embedded, checked and measured once, whatever the number of checkpoints. */

import type { ChosenThreshold, ReferenceSet } from "../../analysis/analysis.ts";
import { InputError, UsageError } from "../../errors.ts";
import { classOfFolder } from "../../inputs/class-labels.ts";
import type { ImageCheckpoint } from "../../inputs/image-set.ts";
import { groupedBy } from "../../kit/grouped-by.ts";
import { greatest } from "../../kit/stats.ts";
import type { ReferenceModel } from "../../metrics/reference/reference-model.ts";
import { copySimilarities } from "../check-threshold.ts";
import type { EmbeddedMember } from "../gathered-images.ts";
import type { Lab } from "../lab.ts";
import { keyOf } from "../measure-images.ts";
import { measureSet, stackEmbeddings } from "../measure-set.ts";
import { calibrateThreshold } from "./calibrate-threshold.ts";
import { nearlyOneImage } from "./check-reference.ts";
import type { ChosenReference } from "./choose-reference.ts";
import { embedReference } from "./embed-reference.ts";
import { measureReference } from "./measure-reference.ts";

export interface OpenedReference {
  set: ReferenceSet;
  /** Measured when first asked for. */
  model(): Promise<ReferenceModel>;
  /** Tells the real images from all others; null when that can not be told. */
  key: string | null;
  /** The real images in the folder of a class, measured when first asked for. */
  ofClass(name: string): Promise<ReferenceModel | null>;
  /** With what it means on the real images, where they are enough. */
  threshold: ChosenThreshold;
  /** For thumbnails. */
  source: ImageCheckpoint;
}

/**
 * @param known threshold without a reference, null when the embedder has none
 * @param checkpoints the samples, one checkpoint or more
 * @returns null when a reference that nobody asked for can not be used
 * @throws InputError when no real image can be read, UsageError when they are the samples
 */
export const openReference = async (
  chosen: ChosenReference,
  known: ChosenThreshold | null,
  checkpoints: readonly ImageCheckpoint[],
  lab: Lab,
): Promise<OpenedReference | null> => {
  const { backend, embedder, notes, stages } = lab;
  const { name, images: opened, found } = chosen;
  const isUnasked = found !== null;
  const source = opened.checkpoint;
  let images: EmbeddedMember[];
  try {
    images = await embedReference(chosen, checkpoints, lab);
  } catch (error) {
    if (!isUnasked || !(error instanceof InputError || error instanceof UsageError)) throw error;
    notes.warn(`${name} looks like real images but is not used. ${error.inFlags}`);
    return null;
  }
  const modelOf = (members: readonly EmbeddedMember[]) =>
    stages.run("reference", () =>
      measureReference(
        members.map(({ member }) => member),
        stackEmbeddings(members, embedder.dimension),
        backend,
      ),
    );
  let measured: Promise<ReferenceModel> | undefined;
  const model = () => (measured ??= modelOf(images));
  const key = keyOf(images, []);
  const remembered = <T>(further: readonly unknown[], compute: () => Promise<T>): Promise<T> =>
    lab.memory.of(key === null ? null : ["reference", key, ...further], compute);
  const samples = greatest(checkpoints.map((checkpoint) => checkpoint.images.length));
  const threshold = await stages.run("reference", () =>
    remembered([known, samples], async () =>
      calibrateThreshold(
        await model(),
        { known, samples, copies: () => copySimilarities(source, images, lab) },
        backend,
      ),
    ),
  );
  const metrics = await remembered(
    ["metrics", threshold.value],
    async () => (await measureSet(images, threshold.value, lab)).metrics,
  );
  const doubt = nearlyOneImage(metrics, threshold.value);
  if (doubt) {
    notes.warn(`${name}: ${doubt}. Next: give real images that differ${isUnasked ? " with --reference" : ""}.`);
    if (isUnasked) return null;
  }
  const labels = new Map(source.images.map(({ member, label }) => [member, label]));
  const classes = groupedBy(images, ({ member }) => labels.get(member) ?? classOfFolder(member));
  const models = new Map<string, Promise<ReferenceModel>>();
  return {
    set: { source: name, ...(isUnasked ? { found } : {}), images: images.length, metrics },
    model,
    key,
    ofClass: async (of) => {
      const members = classes.get(of);
      if (!members) return null;
      if (!models.has(of)) models.set(of, modelOf(members));
      return models.get(of)!;
    },
    threshold,
    source,
  };
};
