/** The images of the last checkpoint as one picture, taken while the run is being judged. */
import type { CheckpointEmbeddings } from "../run/options.ts";

/** Images on it, 8 x 8, and the pixels of each: 512 pixels a side. */
const IMAGES = 64;
const CELL = 64;

/** @returns `take` for `onCheckpoint`; `render` behind the judgement, null where there were no pictures */
export const lastSheet = (): {
  take: (images: CheckpointEmbeddings) => void;
  render: () => Promise<Uint8Array | null>;
} => {
  let last: CheckpointEmbeddings["pictures"] | null = null;
  return {
    take: ({ pictures }) => {
      last = pictures;
    },
    render: async () => {
      // What was deleted meanwhile has none.
      const mosaic = await last?.mosaic(last.members.slice(0, IMAGES), CELL).catch(() => null);
      return mosaic?.png ?? null;
    },
  };
};
