/** Which real images a run is compared with: those that were asked for, or those that lie with the samples. */
import type { ImageSet } from "../../inputs/image-set.ts";
import { openReferenceImages, type ReferenceImages } from "../../inputs/reference-images.ts";
import type { Lab } from "../lab.ts";
import type { Order } from "../options.ts";

/** Fewer real images are no scale. */
export const FEWEST = 16;
/** More take longer to compare than the samples take to be judged, which only who asks for it should wait for. */
const MOST = 2000;

export interface ChosenReference {
  images: ReferenceImages;
  /** As it was given, or may be. */
  name: string;
  limit: number;
  /** Where it lies, in words, when nobody asked for it; null when it was given. */
  found: string | null;
  /** Called when they are embedded: lanes may go on with others while they are measured. */
  onEmbedded?: () => void;
}

/** @returns null when there is none. @throws InputError when what was asked for holds no picture */
export const chooseReference = async (
  { reference: asked, referenceLimit: limit, classes }: Order,
  { reals, cuts }: ImageSet,
  { stages, notes, memory: { seen, listings } }: Lab,
): Promise<ChosenReference | null> => {
  if (asked === false) return null;
  if (asked !== undefined) {
    const images = await stages.run("reference", () => openReferenceImages(asked, { limit, cuts, seen, listings }));
    notes.warn(...images.warnings);
    return { images, name: asked, limit, found: null };
  }
  const [first, ...others] = reals;
  if (!first) return null;
  const offer = (name: string, why: string) =>
    notes.warn(
      `${name} looks like real images; ${why}. Next: --reference ${quoted(name)} compares the samples with them.`,
    );
  if (classes !== undefined) {
    offer(first.name, "with --classes they are used only when they are given");
    return null;
  }
  let best = "";
  for (const real of [first, ...others]) {
    const { name, files } = real;
    const images =
      files.length > MOST
        ? null
        : await stages.run("reference", () => openReferenceImages(real, { limit: MOST, cuts, seen }));
    const count = images?.checkpoint.images.length ?? files.length;
    if (images && count >= FEWEST && count <= MOST) {
      notes.warn(
        ...images.warnings,
        `${name} looks like real images and lies with the samples, so its ${count} images are the scale for them. Next: --no-reference judges without, --reference names others.`,
      );
      return { images, name, limit: MOST, found: "by its name, in or beside the inputs" };
    }
    best ||= `${count} ${count === 1 ? "image is" : "images are"} ${count < FEWEST ? "too few to be used" : "too many to be used"} without being asked for`;
  }
  offer(first.name, best);
  return null;
};

/** For a shell. */
const quoted = (name: string): string => (/^[\w./:\\-]+$/.test(name) ? name : `"${name}"`);
