/** One image for each mode of a checkpoint: the most typical of every group, every image outside of all, one of those without contrast. */
import type { Checkpoint } from "../../analysis/analysis.ts";

interface Representative {
  member: string;
  /** Of its group; null for an image that is a mode by itself. */
  group: string | null;
  /** Images of the mode. */
  size: number;
}

export interface Representatives {
  /** Largest modes first. */
  chosen: Representative[];
  /** Modes beyond the limit, and the images in them. */
  left: { modes: number; images: number };
}

/** @param members of all images with contrast @param most modes */
export const representativesOf = (
  { groups, blanks }: Pick<Checkpoint, "groups" | "blanks">,
  members: readonly string[],
  most: number,
): Representatives => {
  const grouped = new Set(groups.flatMap((group) => group.members));
  const singles = members.filter((member) => !grouped.has(member)).sort();
  const modes: Representative[] = [
    ...groups.map(({ id, medoid, size }) => ({ member: medoid, group: id, size })),
    ...blanks.slice(0, 1).map((member) => ({ member, group: null, size: blanks.length })),
    ...singles.map((member) => ({ member, group: null, size: 1 })),
  ].sort((a, b) => b.size - a.size);
  const left = modes.slice(most);
  return {
    chosen: modes.slice(0, most),
    left: { modes: left.length, images: left.reduce((sum, { size }) => sum + size, 0) },
  };
};
