/** The images of the last checkpoint of each run as one picture, taken while the runs are being judged. */
import type { CheckpointEmbeddings, CheckpointPictures } from "../run/options.ts";

/** Images on it, 8 x 8, and the pixels of each: 512 pixels a side. */
const IMAGES = 64;
const CELL = 64;

export class LastSheets {
  readonly #pictures = new Map<string, CheckpointPictures>();

  /** For `onCheckpoint`. */
  readonly take = ({ run = "", pictures }: CheckpointEmbeddings): void => {
    this.#pictures.set(run, pictures);
  };

  /** Behind the judgement. @param run among several @returns a PNG; null where there were no pictures */
  async of(run = ""): Promise<Uint8Array | null> {
    const pictures = this.#pictures.get(run);
    // What was deleted meanwhile has none.
    const mosaic = await pictures?.mosaic(pictures.members.slice(0, IMAGES), CELL).catch(() => null);
    return mosaic?.png ?? null;
  }
}
