/** Animated GIFs: every frame is a checkpoint of the run. */
import { PictureFile } from "../../pixels/picture-file.ts";
import type { ContainerKind } from "./container.ts";

/** Every frame is drawn on the ones before it, so the time grows with the square of their number. */
const MOST_FRAMES = 500;

export const GIF: ContainerKind = {
  name: "gif",
  pattern: /\.gif$/i,
  open: async (path) => {
    const { frames, ...size } = await new PictureFile(path).size();
    return {
      members: Array.from({ length: Math.min(frames, MOST_FRAMES) }, (_, frame) => ({
        suffix: `/frame_${frame}`,
        named: { step: frame, unit: "frame", worded: true },
        read: async () => ({ path, frame }),
      })),
      refused:
        frames > MOST_FRAMES ? [{ path: "", reason: `frames from ${MOST_FRAMES} on: only so many are read` }] : [],
      heldBytes: 0,
      size,
    };
  },
};
