/** Images that look alike, and what other thresholds would say. */
import { count, type Holds, list, number, object, optional, pair, share, text } from "./fields.ts";

export const groupSchema = object("Two or more images that are near-duplicates of each other.", {
  id: text("Stable for the same images: derived from their content, not from their order or names."),
  size: count("Images in the group, from 2."),
  share: share("size / images of the checkpoint, in [0, 1]."),
  members: list(
    text("Path of an image relative to the input root; a tile is `path#row,column`, counted from 0."),
    "The images, medoid first.",
  ),
  medoid: text("The member with the highest mean similarity to the others."),
  similarities: optional(
    list(number("Cosine in [-1, 1] but for rounding."), "Of each member to the medoid, rounded to 6 digits."),
  ),
  farthestPair: pair(text("A member."), "The two members that are least alike."),
  minSimilarity: number("Lowest cosine over all pairs of the group, in [-1, 1] but for rounding."),
  meanSimilarity: number("Mean cosine over all pairs of the group, in [-1, 1] but for rounding."),
  parts: optional(
    object("Mean cosine over all pairs of the group; only when the embedder tells structure and appearance apart.", {
      structure: number("By structure alone, in [-1, 1] but for rounding."),
      appearance: number(
        "With colour, in [-1, 1] but for rounding; where it is much lower, one picture has many tints.",
      ),
    }),
  ),
});
export interface Group extends Holds<typeof groupSchema> {}

export const chainSchema = object(
  "A component of the near-duplicate graph of which no group holds half: neighbours are alike and the ends are not, as in a smooth interpolation; a good sign and no collapse.",
  {
    size: count("Images in the component."),
    minSimilarity: number("Lowest cosine inside it, in [-1, 1] but for rounding."),
    groups: count("Groups it was split into, single images not counted."),
  },
);
export interface Chain extends Holds<typeof chainSchema> {}

export const sweepPointSchema = object("What another threshold would say.", {
  threshold: number("Cosine similarity in [-1, 1] from which two images would count as near-duplicates."),
  duplicateShare: share("Images in groups of two or more / images, in [0, 1]."),
  dominantModeShare: share("Largest group / images, in [0, 1]."),
  duplicatePairShare: share("Pairs at or above this threshold / all pairs, in [0, 1]."),
  modeConcentration: share("Simpson concentration of the groups, in [0, 1], see CheckpointMetrics."),
  closePairShare: share("Close copies / all pairs, in [0, 1]."),
  relatedPairShare: share("Pairs at twice the squared distance of near-duplicates and less / all pairs, in [0, 1]."),
  excessPairShare: share("Near-duplicate pairs beyond the set's own slope, in [0, 1], see CheckpointMetrics."),
  groups: count("Groups of two or more."),
  images: optional(
    count("Images it was measured on, where the checkpoint has more: fewer have fewer groups, the same pair share."),
  ),
});
export interface SweepPoint extends Holds<typeof sweepPointSchema> {}
