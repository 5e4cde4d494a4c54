/** What speaks against real images as the scale for these samples: they are the samples, one image, or of other colours. */
import { hash } from "node:crypto";
import type { CheckpointMetrics } from "../../analysis/analysis.ts";
import type { ImageCheckpoint } from "../../inputs/image-set.ts";
import { evenIndices } from "../../kit/rows.ts";
import { isGrey } from "../../pixels/colour.ts";
import { decodeImages, imagesByPicture } from "../../pixels/decode.ts";
import { lookOnce } from "../../pixels/picture.ts";
import type { Lab } from "../lab.ts";

/** Images of each side that are decoded again. */
const MOST_IMAGES = 100;
/** Share of the samples that are real images, from which on the reference is the samples. */
const SAME = 0.5;
/** Nearly all of one side, hardly any of the other. */
const GREY = 0.9;
/** Pairs of real images that are near-duplicates: the narrowest classes measured (one digit, T-shirts) reach .05. */
const ONE_IMAGE = 0.25;

/** Some images of a set. */
export interface Glance {
  /** As EmbeddedMember.contentHash. */
  hashes: string[];
  /** null when none can be decoded. */
  greyShare: number | null;
}

export const glanceAt = async ({ images }: ImageCheckpoint, { embedder, threads }: Lab): Promise<Glance> => {
  const chosen = evenIndices(images.length, MOST_IMAGES).map((index) => images[index]!);
  const seen: { hash: string; grey: boolean }[] = [];
  for (const images of imagesByPicture(chosen)) {
    const boxes = JSON.stringify(images.map(({ box }) => box));
    seen.push(
      ...(await lookOnce(images[0]!.source, `glance ${embedder.size} ${boxes}`, async () => {
        const looks: { hash: string; grey: boolean }[] = [];
        for await (const image of decodeImages(images, embedder.size, threads))
          if ("pixels" in image) looks.push({ hash: hash("sha256", image.pixels, "hex"), grey: isGrey(image.pixels) });
        return looks;
      })),
    );
  }
  const grey = seen.filter((look) => look.grey).length;
  return { hashes: seen.map((look) => look.hash), greyShare: seen.length === 0 ? null : grey / seen.length };
};

/** How many samples are files of the reference, where that is most of a checkpoint; null where it is not. */
export const sameFiles = (checkpoints: readonly ImageCheckpoint[], files: ReadonlySet<string>): string | null => {
  for (const { images } of checkpoints) {
    const same = images.filter(({ source }) => source.path !== undefined && files.has(source.path)).length;
    if (same > SAME * images.length) return `${same} of ${images.length} samples are in it as files`;
  }
  return null;
};

/** The same by content. */
export const sameContent = (samples: Glance, real: ReadonlySet<string>): string | null => {
  const same = samples.hashes.filter((hashed) => real.has(hashed)).length;
  return same > SAME * samples.hashes.length
    ? `${same} of ${samples.hashes.length} samples are in it, pixel by pixel`
    : null;
};

/** What to say when colours differ; null when they do not. */
export const otherColours = (samples: Glance, real: Glance): string | null => {
  if (samples.greyShare === null || real.greyShare === null) return null;
  const [greySamples, greyReal] = [samples.greyShare >= GREY, real.greyShare >= GREY];
  if (greySamples && real.greyShare <= 1 - GREY) return "the real images are coloured and the samples are grey";
  return greyReal && samples.greyShare <= 1 - GREY ? "the real images are grey and the samples are coloured" : null;
};

/** What to say of a reference without diversity; null when it has some. */
export const nearlyOneImage = (
  { duplicatePairShare: { value } }: CheckpointMetrics,
  threshold: number,
): string | null =>
  value < ONE_IMAGE
    ? null
    : `the reference itself is nearly one image (${Math.round(100 * value)} % of its pairs are near-duplicates at ${threshold}); it can not serve as a scale of diversity`;
