/** One embedded checkpoint through similarity and diversity. */
import type { Calibration, Checkpoint, ChosenThreshold } from "../analysis/analysis.ts";
import type { ClassOf } from "../inputs/class-labels.ts";
import type { ImageCheckpoint } from "../inputs/image-set.ts";
import { SMALLEST_SET } from "../metrics/measure.ts";
import { closePairs } from "../pairs/close-pairs.ts";
import { sweep } from "../pairs/sweep.ts";
import { checkThreshold } from "./check-threshold.ts";
import { type PictureBudget, renderPictures } from "./checkpoint-pictures.ts";
import type { EmbeddedCheckpoint, EmbeddedMember } from "./embed-checkpoint.ts";
import { designWarning, independentImages } from "./independent-images.ts";
import type { Lab } from "./lab.ts";
import { measureClasses } from "./measure-classes.ts";
import { measureMsSsim } from "./measure-ms-ssim.ts";
import { measureSet } from "./measure-set.ts";
import type { CheckpointImages } from "./measure-transition.ts";
import type { AnalyzeOptions } from "./options.ts";
import { compareWithReference } from "./reference/compare.ts";
import type { OpenedReference } from "./reference/open-reference.ts";
import { withReferencePictures } from "./reference/reference-pictures.ts";

/** How the checkpoints of a run are measured. */
export interface Measuring {
  /** From which cosine on two images count as near-duplicates. */
  threshold: ChosenThreshold;
  reference: OpenedReference | null;
  classOf: ClassOf | null;
  msSsim: boolean;
  onCheckpoint: AnalyzeOptions["onCheckpoint"];
}

/** What this one gets beside. */
export interface Extras {
  /** The threshold is checked on mildly changed copies of the images. */
  isChecked: boolean;
  /** null when no report is wanted. */
  pictures: PictureBudget | null;
}

export interface MeasuredCheckpoint extends CheckpointImages {
  /** null when the threshold was not checked. */
  calibrated: { calibration: Calibration; warning: string | null } | null;
}

/** @returns null when too few images could be read */
export const measureCheckpoint = async (
  { source, embedded: { images: embedded, skipped } }: { source: ImageCheckpoint; embedded: EmbeddedCheckpoint },
  { threshold: { value: threshold }, reference, classOf, msSsim }: Measuring,
  { isChecked, pictures }: Extras,
  lab: Lab,
): Promise<MeasuredCheckpoint | null> => {
  const { backend, stages } = lab;
  lab.notes.skip(skipped);
  // Who names the classes knows how the sheet is laid out.
  const { images, design } = classOf
    ? { images: embedded, design: null }
    : independentImages(source, embedded, threshold);
  if (images.length < SMALLEST_SET) {
    if (design) lab.notes.warn(designWarning([source.label], design));
    return null;
  }

  const set = await measureSet(images, threshold, lab);
  const { groups, metrics, blanks, rarefaction, chains, pairs, rows, members } = set;
  const comparison =
    reference &&
    (await stages.run("reference", () =>
      compareWithReference({ rows, names: members, degrees: pairs.degrees }, reference.model, threshold, backend),
    ));
  const classes =
    classOf && (await measureClasses(images, classesOf(images, source, classOf), { threshold, reference }, lab));
  const swept = await stages.run("similarity", () => sweep(rows, threshold, blanks.length, backend));
  const ssim = msSsim ? await stages.run("ms-ssim", () => measureMsSsim(source, images, lab.threads)) : null;
  const edges = pictures?.isLast
    ? await stages.run("similarity", () => closePairs(rows, pairs, { names: members }, backend))
    : null;
  const sprites = pictures ? await stages.run("thumbnails", () => renderPictures(source, groups, pictures)) : [];
  const pictured =
    comparison && pictures?.isLast
      ? await stages.run("thumbnails", () => withReferencePictures(comparison, source, reference.source))
      : comparison;
  const checkpoint: Checkpoint = {
    step: source.step,
    label: source.label,
    source: source.source,
    images: images.length,
    ...(source.layout ? { layout: source.layout } : {}),
    ...(design ? { design } : {}),
    metrics: { ...metrics, ...(ssim ? { msSsim: ssim } : {}) },
    groups,
    blanks,
    rarefaction,
    chains,
    sweep: swept,
    similarities: pairs.histogram,
    ...(pictured ? { reference: pictured } : {}),
    ...(classes ? { classes } : {}),
    ...(edges ? { edges } : {}),
    ...(sprites.length > 0 ? { sprites } : {}),
  };
  const calibrated = isChecked
    ? await stages.run("calibration", () => checkThreshold(source, images, threshold, lab))
    : null;
  return { checkpoint, members, rows, calibrated };
};

const classesOf = (images: readonly EmbeddedMember[], source: ImageCheckpoint, classOf: ClassOf): (string | null)[] => {
  const names = new Map(source.images.map((image) => [image.member, classOf(image)]));
  return images.map(({ member }) => names.get(member)!);
};
