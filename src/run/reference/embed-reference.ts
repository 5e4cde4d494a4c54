/** Embeds the real images and refuses what can be no reference. */
import { InputError, UsageError } from "../../errors.ts";
import type { ImageCheckpoint } from "../../inputs/image-set.ts";
import { embedCheckpoint } from "../embed-checkpoint.ts";
import type { EmbeddedMember } from "../gathered-images.ts";
import type { Lab } from "../lab.ts";
import { glanceAt, otherColours, sameContent, sameFiles } from "./check-reference.ts";
import { type ChosenReference, FEWEST } from "./choose-reference.ts";

/**
 * @returns distinct images with contrast, sorted by content; one or more
 * @throws InputError when no real image can be read, or what was found has other colours, UsageError when they are the samples
 */
export const embedReference = async (
  {
    images: { checkpoint: source, found, files, skipped: unopened },
    name,
    limit,
    found: where,
    onEmbedded,
  }: ChosenReference,
  checkpoints: readonly ImageCheckpoint[],
  lab: Lab,
): Promise<EmbeddedMember[]> => {
  const { notes, stages } = lab;
  refuseSame(sameFiles(checkpoints, files), name);
  const { images: embedded, skipped: undecoded } = await stages.run("embed", () => embedCheckpoint(source, lab));
  onEmbedded?.();
  const skipped = [...unopened, ...undecoded].map((file) => ({ ...file, path: `reference: ${file.path}` }));
  notes.skip(skipped);
  if (embedded.length === 0)
    throw new InputError(
      "REFERENCE",
      `Expected real images for --reference but none of ${found} in ${name} can be decoded. Next: check the files; the first reason: ${skipped[0]?.reason}`,
    );
  const images = withoutCopies(embedded).filter(({ fault }) => fault !== "blank");
  if (images.length === 0)
    throw new InputError(
      "REFERENCE",
      `Expected real images for --reference but all ${embedded.length} in ${name} are blank. Next: check the files.`,
    );
  const [ofSamples, ofReal] = await stages.run("reference", async () => [
    await glanceAt(checkpoints.at(-1)!, lab),
    await glanceAt(source, lab),
  ]);
  refuseSame(sameContent(ofSamples, new Set(embedded.map(({ contentHash }) => contentHash))), name);
  const colours = otherColours(ofSamples, ofReal);
  if (colours && where !== null)
    throw new InputError(
      "REFERENCE",
      `Expected real images of the samples' colours but ${colours}. Next: --reference with real images as the generator was shown them.`,
    );
  if (colours)
    notes.warn(
      `${name}: ${colours}, so they differ in more than their diversity. Next: give real images as the generator was shown them.`,
    );
  if (images.length < FEWEST)
    notes.warn(
      `The reference has ${images.length} distinct ${images.length === 1 ? "image" : "images"}, too few to be a scale. Next: give ${FEWEST} or more; of a sheet, gan-diversity grid shows whether it is cut.`,
    );
  if (found > limit && where === null)
    notes.warn(
      `The reference is a sample of ${limit} of its ${found} images, chosen by their content. Next: --reference-limit ${found} measures all of them.`,
    );
  if (images.length < embedded.length)
    notes.warn(
      `${embedded.length - images.length} of ${embedded.length} real images are blank, or copies of others, and are left out: they are no further real images.`,
    );
  return images;
};

const refuseSame = (same: string | null, name: string): void => {
  if (same !== null)
    throw new UsageError(
      `Expected real images for --reference but ${name} holds the samples themselves: ${same}. Next: give pictures of the training data.`,
    );
};

/** Sorted by content, so equal images are neighbours. */
const withoutCopies = (images: readonly EmbeddedMember[]): EmbeddedMember[] =>
  images.filter(({ contentHash }, index) => contentHash !== images[index - 1]?.contentHash);
