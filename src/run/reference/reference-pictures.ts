/** Thumbnails of what the comparison with real images shows: twins side by side, and the missing modes. */
import type { ReferenceComparison } from "../../analysis/analysis.ts";
import type { ImageCheckpoint } from "../../inputs/image-set.ts";
import { renderThumbnails } from "../../pixels/thumbnails.ts";

/** Pixels on a side. */
const SIZE = 64;
const MOST_TWINS = 12;
const MOST_MODES = 8;
const MEMBERS_PER_MODE = 6;

export const withReferencePictures = async (
  comparison: ReferenceComparison,
  samples: ImageCheckpoint,
  real: ImageCheckpoint,
): Promise<ReferenceComparison> => {
  const { twins: allTwins = [], missingModes: allModes = [] } = comparison;
  const [twins, modes] = [allTwins.slice(0, MOST_TWINS), allModes.slice(0, MOST_MODES)];
  const shown = modes.flatMap(({ members }) => members.slice(0, MEMBERS_PER_MODE));
  const sampled = await renderThumbnails(
    samples.images,
    twins.map(({ sample }) => sample),
    SIZE,
  );
  const originals = await renderThumbnails(real.images, [...twins.map((twin) => twin.reference), ...shown], SIZE);
  const pictured = (members: readonly string[]) =>
    members
      .slice(0, MEMBERS_PER_MODE)
      .flatMap((member) => (originals.has(member) ? [{ member, image: originals.get(member)! }] : []));
  return {
    ...comparison,
    ...(comparison.missingModes && {
      missingModes: allModes.map((mode, index) =>
        index < MOST_MODES ? { ...mode, thumbnails: pictured(mode.members) } : mode,
      ),
    }),
    ...(comparison.twins && {
      twins: allTwins.map((twin) => {
        const [sample, original] = [sampled.get(twin.sample), originals.get(twin.reference)];
        return sample !== undefined && original !== undefined
          ? { ...twin, thumbnails: { sample, reference: original } }
          : twin;
      }),
    }),
  };
};
