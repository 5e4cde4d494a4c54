/** The pictures of a run: the lab is opened, real images tell the threshold, and every checkpoint is measured. */
import type { ChosenThreshold, ReferenceSet } from "../analysis/analysis.ts";
import { type ClassOf, readClassLabels } from "../inputs/class-labels.ts";
import type { ImageCheckpoint, ImageSet } from "../inputs/image-set.ts";
import { EmbeddedAhead } from "./embedded-ahead.ts";
import { closeLab, type Lab, openLab } from "./lab.ts";
import { type MeasuredCheckpoints, measureCheckpoints } from "./measure-checkpoints.ts";
import type { SharedEmbedder } from "./open-embedder.ts";
import type { Order } from "./options.ts";
import { chooseReference } from "./reference/choose-reference.ts";
import { openReference } from "./reference/open-reference.ts";

export interface MeasuredPictures extends MeasuredCheckpoints, Pick<Lab, "embedder" | "backend"> {
  reference: ReferenceSet | null;
  threshold: ChosenThreshold;
  /** The limits of the picture checks hold for this embedder. */
  calibrated: boolean;
}

/** @param set with one checkpoint or more */
export const measurePictures = async (
  set: ImageSet,
  order: Order,
  shared: SharedEmbedder,
  telling: Pick<Lab, "trusts" | "memory" | "elsewhere" | "stages" | "notes">,
): Promise<MeasuredPictures> => {
  const { notes } = telling;
  const classOf = order.classes === undefined ? null : await readClassLabels(order.classes);
  const { lab, threshold: known } = await openLab(order, shared, telling);
  const { embedder, backend } = lab;
  try {
    const { checkpoints: sources } = set;
    const { msSsim, pictures, onCheckpoint } = order;
    const chosen = await chooseReference(order, set, lab);
    const samples = new EmbeddedAhead(sources, lab);
    if (chosen) chosen.onEmbedded = () => samples.begin();
    const reference = chosen && (await openReference(chosen, known, sources, lab));
    // One of both is there, or openEmbedder had refused.
    const threshold = reference?.threshold ?? known!;
    const calibrated = order.model === undefined || threshold.calibration !== undefined;
    if (!calibrated)
      notes.warn(
        `The limits of the picture checks were measured with the built-in embedder, not with ${embedder.id}, so their confidence is lowered. Next: add --reference with 100 or more real images.`,
      );
    if (classOf) notes.warn(unlabelled(sources, classOf));
    const measured = await measureCheckpoints(
      { sources, embedded: samples },
      { threshold, reference, classOf, msSsim, onCheckpoint },
      pictures,
      lab,
    );
    return { ...measured, reference: reference?.set ?? null, calibrated, embedder, backend };
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
