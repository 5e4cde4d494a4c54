/** The pattern that the images of a checkpoint share: needs pixels, so some of its images are decoded again. */
import type { SharedPatternFigures } from "../analysis/analysis.ts";
import type { ImageCheckpoint } from "../inputs/image-set.ts";
import { sharedPattern } from "../metrics/shared-pattern.ts";
import { decodeReadable } from "../pixels/decode.ts";
import { evenlyChosen } from "./embed-checkpoint.ts";
import type { EmbeddedMember } from "./gathered-images.ts";

const MOST_IMAGES = 100;
/** Side at which they are compared, pixels. */
const SIDE = 32;

/**
 * @param images the embedded images of `source`, sorted by content
 * @returns null when fewer than 3 with contrast can still be read
 */
export const measurePattern = async (
  source: ImageCheckpoint,
  images: readonly EmbeddedMember[],
  threads: number,
): Promise<SharedPatternFigures | null> => {
  const { files } = evenlyChosen(source, images, MOST_IMAGES);
  const pictures = await decodeReadable(files, SIDE, threads);
  return sharedPattern(
    pictures.map(({ pixels }) => pixels),
    SIDE,
  );
};
