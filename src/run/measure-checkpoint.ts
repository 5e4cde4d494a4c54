/** One embedded checkpoint through similarity and diversity. */
import type { Checkpoint, ChosenThreshold } from "../analysis/analysis.ts";
import { levelIsOpen } from "../diagnosis/pictures/likeness.ts";
import type { ClassOf } from "../inputs/class-labels.ts";
import type { ImageCheckpoint } from "../inputs/image-set.ts";
import { type PictureBudget, renderPictures } from "./checkpoint-pictures.ts";
import type { EmbeddedCheckpoint, EmbeddedMember } from "./gathered-images.ts";
import { designWarning } from "./independent-images.ts";
import type { Lab } from "./lab.ts";
import { measureClasses } from "./measure-classes.ts";
import { measureImages } from "./measure-images.ts";
import { measureMsSsim } from "./measure-ms-ssim.ts";
import { measurePattern } from "./measure-pattern.ts";
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

/** @returns null when too few images could be read */
export const measureCheckpoint = async (
  { source, embedded: { images: embedded, skipped } }: { source: ImageCheckpoint; embedded: EmbeddedCheckpoint },
  { threshold: { value: threshold }, reference, classOf, msSsim }: Measuring,
  pictures: PictureBudget | null,
  lab: Lab,
): Promise<CheckpointImages | null> => {
  const { backend, memory, stages } = lab;
  lab.notes.skip(skipped);
  const measured = await measureImages(
    source,
    embedded,
    { threshold, hasClasses: classOf !== null, wantsEdges: pictures?.isLast ?? false },
    lab,
  );
  const { design, figures, edges, degrees, images, rows, members, key } = measured;
  if (!figures) {
    if (design) lab.notes.warn(designWarning([source.label], design));
    return null;
  }
  const remembered = <T>(what: string, further: readonly unknown[], compute: () => Promise<T>): Promise<T> =>
    memory.of(key === null || further.includes(null) ? null : [what, key, ...further], compute);

  const comparison =
    reference &&
    (await stages.run("reference", () =>
      remembered("comparison", [reference.key], async () =>
        compareWithReference({ rows, names: members, degrees }, await reference.model(), threshold, backend),
      ),
    ));
  const classes = classOf && classesOf(images, source, classOf);
  const ofClasses =
    classes &&
    (await remembered("classes", [classes, reference?.key], () =>
      measureClasses(images, classes, { threshold, reference }, lab),
    ));
  const ssim = msSsim
    ? await stages.run("ms-ssim", () => remembered("ms-ssim", [], () => measureMsSsim(source, images, lab.threads)))
    : null;
  const pattern = levelIsOpen(figures.metrics)
    ? await stages.run("diversity", () => remembered("pattern", [], () => measurePattern(source, images, lab.threads)))
    : null;
  const order = source.images.map(({ member }) => member);
  const sprites = pictures
    ? await stages.run("thumbnails", () =>
        remembered("sprites", [pictures, order], () => renderPictures(source, figures.groups, pictures)),
      )
    : [];
  const pictured =
    comparison && pictures?.isLast
      ? await stages.run("thumbnails", () =>
          remembered("reference pictures", [reference?.key], () =>
            withReferencePictures(comparison, source, reference.source),
          ),
        )
      : comparison;
  const { images: count, metrics, ...found } = figures;
  const checkpoint: Checkpoint = {
    step: source.step,
    label: source.label,
    source: source.source,
    images: count,
    ...(source.sampledFrom === undefined ? {} : { sampledFrom: source.sampledFrom }),
    ...(source.layout ? { layout: source.layout } : {}),
    ...(design ? { design } : {}),
    metrics: { ...metrics, ...(pattern ? { sharedPattern: pattern } : {}), ...(ssim ? { msSsim: ssim } : {}) },
    ...found,
    ...(pictured ? { reference: pictured } : {}),
    ...(ofClasses ? { classes: ofClasses } : {}),
    ...(edges ? { edges } : {}),
    ...(sprites.length > 0 ? { sprites } : {}),
  };
  return { checkpoint, members, rows, key };
};

const classesOf = (images: readonly EmbeddedMember[], source: ImageCheckpoint, classOf: ClassOf): (string | null)[] => {
  const names = new Map(source.images.map((image) => [image.member, classOf(image)]));
  return images.map(({ member }) => names.get(member)!);
};
