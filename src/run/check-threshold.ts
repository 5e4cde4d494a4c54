/** Checks the threshold on images of the run: do mildly changed copies of an image count as its near-duplicates? */
import type { Calibration } from "../analysis/analysis.ts";
import { embedImages } from "../embed/embed-images.ts";
import { PERTURBATIONS, perturb } from "../embed/perturb.ts";
import type { ImageCheckpoint } from "../inputs/image-set.ts";
import { seededRandom } from "../kit/random.ts";
import { selfCalibration } from "../pairs/self-calibration.ts";
import { decodeImages } from "../pixels/decode.ts";
import type { EmbeddedMember } from "./embed-checkpoint.ts";
import type { Lab } from "./lab.ts";

/** Each is decoded again, and one copy of it is embedded. */
const MOST_IMAGES = 200;

/**
 * @param images the embedded images of `source`, sorted by content
 * @param threshold cosine similarity from which two images count as near-duplicates
 * @returns null when no image has contrast
 */
export const calibrateThreshold = async (
  source: ImageCheckpoint,
  images: readonly EmbeddedMember[],
  threshold: number,
  { embedder, backend, threads }: Lab,
): Promise<{ calibration: Calibration; warning: string | null } | null> => {
  const pictured = images.filter(({ fault }) => fault !== "blank");
  const count = Math.min(MOST_IMAGES, pictured.length);
  const chosen = Array.from({ length: count }, (_, k) => pictured[Math.floor((k * pictured.length) / count)]!);
  const wanted = new Map(chosen.map((image, index) => [image.member, { image, index }]));
  const subset = source.images.filter(({ member }) => wanted.has(member));
  async function* copies() {
    for await (const decoded of decodeImages(subset, embedder.size, threads))
      if (!("reason" in decoded)) {
        const { index } = wanted.get(decoded.member)!;
        const kind = PERTURBATIONS[index % PERTURBATIONS.length]!;
        yield { ...decoded, pixels: perturb(decoded.pixels, embedder.size, kind, seededRandom(index)) };
      }
  }
  const similarities: number[] = [];
  for await (const { image, embedding } of embedImages(copies(), embedder, backend)) {
    const original = wanted.get(image.member)!.image.embedding;
    similarities.push(original.reduce((sum, value, k) => sum + value * embedding[k]!, 0));
  }
  return similarities.length === 0 ? null : selfCalibration(similarities, threshold, PERTURBATIONS);
};
