/** What is measured on the images of a checkpoint by themselves: remembered where the same images were measured before. */
import { createHash } from "node:crypto";
import type { Checkpoint, Edges, SheetDesign } from "../analysis/analysis.ts";
import type { ImageCheckpoint } from "../inputs/image-set.ts";
import type { Rows } from "../kit/rows.ts";
import { SMALLEST_SET } from "../metrics/measure.ts";
import { closePairs } from "../pairs/close-pairs.ts";
import { sweep } from "../pairs/sweep.ts";
import type { EmbeddedMember } from "./gathered-images.ts";
import { independentImages } from "./independent-images.ts";
import type { Lab } from "./lab.ts";
import { measureSet, stackEmbeddings } from "./measure-set.ts";

type Figures = Pick<
  Checkpoint,
  "images" | "metrics" | "groups" | "blanks" | "rarefaction" | "chains" | "sweep" | "similarities"
>;

interface Measured {
  /** How the sheets are alike by design; null when they are not. */
  design: SheetDesign | null;
  /** The images that were judged, by their place among the embedded ones; null for all. */
  judged: number[] | null;
  /** null when too few were judged. */
  figures: Figures | null;
  /** Near-duplicates of each judged image with contrast. */
  degrees: number[];
  /** null when they were not asked for. */
  edges: Edges | null;
}

export interface MeasuredImages extends Measured {
  /** Judged, sorted by content. */
  images: readonly EmbeddedMember[];
  /** Of those, the ones with contrast, in the order of the rows. */
  members: string[];
  rows: Rows;
  /** Tells these images, and what was measured on them, from all others; null when that can not be told. */
  key: string | null;
}

/** How the images are measured. */
export interface Settings {
  threshold: number;
  /** Who names the classes knows how the sheet is laid out. */
  hasClasses: boolean;
  wantsEdges: boolean;
}

/** @param embedded of the checkpoint, sorted by content */
export const measureImages = async (
  source: ImageCheckpoint,
  embedded: readonly EmbeddedMember[],
  settings: Settings,
  lab: Lab,
): Promise<MeasuredImages> => {
  const key = keyOf(embedded, [settings.threshold, settings.hasClasses, source.layout !== undefined]);
  const measured = await lab.memory.of(key === null ? null : ["images", key, settings.wantsEdges], () =>
    measure(source, embedded, settings, lab),
  );
  const images = measured.judged?.map((place) => embedded[place]!) ?? embedded;
  // What a network sees in an image without contrast means nothing.
  const pictured = images.filter(({ fault }) => fault !== "blank");
  return {
    ...measured,
    images,
    members: pictured.map(({ member }) => member),
    rows: stackEmbeddings(pictured, lab.embedder.dimension),
    key,
  };
};

/** Of images in this order, and of what else decides; null when an image has no key. */
export const keyOf = (images: readonly EmbeddedMember[], further: readonly unknown[]): string | null => {
  const hash = createHash("sha256").update(JSON.stringify(further));
  // Piece by piece: the text of a million images is a hundred megabytes.
  for (let start = 0; start < images.length; start += HASHED_AT_ONCE) {
    const some = images.slice(start, start + HASHED_AT_ONCE).map(({ member, key }) => [member, key] as const);
    if (some.some(([, key]) => key === null)) return null;
    hash.update(JSON.stringify(some));
  }
  return hash.digest("hex");
};

const HASHED_AT_ONCE = 1000;

/** @param some of them, in the same order */
const placesOf = (some: readonly EmbeddedMember[], embedded: readonly EmbeddedMember[]): number[] => {
  const chosen = new Set(some);
  return embedded.flatMap((image, place) => (chosen.has(image) ? [place] : []));
};

/** Without those that are alike by the design of their sheet. @param source its layout, where it is a sheet */
export const judgedImages = (
  source: { layout?: unknown },
  embedded: readonly EmbeddedMember[],
  { threshold, hasClasses }: Pick<Settings, "threshold" | "hasClasses">,
): ReturnType<typeof independentImages> =>
  hasClasses ? { images: embedded, design: null } : independentImages(source, embedded, threshold);

const measure = async (
  source: ImageCheckpoint,
  embedded: readonly EmbeddedMember[],
  { threshold, hasClasses, wantsEdges }: Settings,
  lab: Lab,
): Promise<Measured> => {
  const { backend, stages } = lab;
  const { images, design } = judgedImages(source, embedded, { threshold, hasClasses });
  const judged = images.length === embedded.length ? null : placesOf(images, embedded);
  if (images.length < SMALLEST_SET) return { design, judged, figures: null, degrees: [], edges: null };
  const { groups, metrics, blanks, rarefaction, chains, pairs, rows, members } = await measureSet(
    images,
    threshold,
    lab,
    async (hashes) => lab.elsewhere?.pairsOf(source, hashes, threshold) ?? null,
  );
  const swept = await stages.run("similarity", () => sweep(rows, threshold, blanks.length, backend));
  const edges = wantsEdges
    ? await stages.run("similarity", () => closePairs(rows, pairs, { names: members }, backend))
    : null;
  return {
    design,
    judged,
    figures: {
      images: images.length,
      metrics,
      groups,
      blanks,
      rarefaction,
      chains,
      sweep: swept,
      similarities: pairs.histogram,
    },
    degrees: [...pairs.degrees],
    edges,
  };
};
