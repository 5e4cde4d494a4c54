/** Thumbnails of what the comparison with real images shows: twins side by side, and the missing modes. */
import type { Checkpoint } from "../analysis/analysis.ts";
import type { ImageCheckpoint } from "../inputs/image-set.ts";
import { renderThumbnails } from "../pixels/thumbnails.ts";

/** Pixels on a side. */
const SIZE = 64;
const MOST_TWINS = 12;
const MOST_MODES = 8;
const MEMBERS_PER_MODE = 6;

export const addReferencePictures = async (
  { reference }: Checkpoint,
  samples: ImageCheckpoint,
  real: ImageCheckpoint,
): Promise<void> => {
  const twins = reference?.twins?.slice(0, MOST_TWINS) ?? [];
  const modes = reference?.missingModes?.slice(0, MOST_MODES) ?? [];
  const shown = modes.flatMap(({ members }) => members.slice(0, MEMBERS_PER_MODE));
  const sampled = await renderThumbnails(
    samples,
    twins.map(({ sample }) => sample),
    SIZE,
  );
  const originals = await renderThumbnails(real, [...twins.map((twin) => twin.reference), ...shown], SIZE);
  for (const twin of twins) {
    const [sample, original] = [sampled.get(twin.sample), originals.get(twin.reference)];
    if (sample !== undefined && original !== undefined) twin.thumbnails = { sample, reference: original };
  }
  for (const mode of modes)
    mode.thumbnails = mode.members
      .slice(0, MEMBERS_PER_MODE)
      .flatMap((member) => (originals.has(member) ? [{ member, image: originals.get(member)! }] : []));
};
