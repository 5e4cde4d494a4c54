/** What is measured on the images of one checkpoint, and between two. */
import { histogram } from "./estimate.ts";
import { count, flag, type Holds, list, nullable, number, object, oneOf, optional, positive, text } from "./fields.ts";
import { type Chain, chainSchema, type Group, groupSchema, type SweepPoint, sweepPointSchema } from "./groups.ts";
import { metrics } from "./metrics.ts";
import {
  type Edges,
  type EmbeddingMap,
  edgesSchema,
  embeddingMapSchema,
  type Sprite,
  spriteSchema,
} from "./pictures.ts";
import { referenceComparison } from "./reference.ts";

export const gridLayoutSchema = object("How a sheet was cut into tiles.", {
  columns: positive("Tiles in a row, from 1."),
  rows: positive("Rows of tiles, from 1."),
  padding: nullable(number("Pixels between tiles, from 0; null when the tiles were found as boxes of a figure.")),
  basis: text('How it was found: "given", "gutters", "figure" ... in words.'),
  confidence: number("How sure it is, in [0, 1], graded by the kind of evidence; 1 when it was given."),
  emptyCells: count("Cells at the end of the sheet that hold nothing and count as no image."),
});
export interface GridLayout extends Holds<typeof gridLayoutSchema> {}

export const sheetDesignSchema = object(
  "Images of a sheet that are alike by design: a code varied along its rows, a walk, inputs beside outputs. One of each stretch is measured.",
  {
    along: oneOf(["row", "column"], "Whether the alike images follow each other in a row or in a column."),
    stretch: positive("Images in a stretch, from 2; all of the row or column, or a part of it."),
    neighbours: number("Share of the neighbours within a stretch that are near-duplicates, in [0, 1]."),
    elsewhere: number("The same share of other pairs of the sheet, in [0, 1]."),
  },
);
export interface SheetDesign extends Holds<typeof sheetDesignSchema> {}

export const rarefactionPointSchema = object("Expected number of distinct modes among some number of images.", {
  images: positive("Images, from 1."),
  modes: number("Expected modes, from 0."),
  low: number("Lower end of the 95 % interval, in modes."),
  high: number("Upper end of the 95 % interval, in modes."),
  extrapolated: flag("true beyond the number of images measured."),
});
export interface RarefactionPoint extends Holds<typeof rarefactionPointSchema> {}

export const classResultSchema = object("Metrics within one class of a conditional generator.", {
  name: text("The class."),
  images: count("Images of the class."),
  metrics: metrics("Measured on the images of the class alone."),
  reference: optional(referenceComparison("Against the real images of the same class; left out where there are none.")),
  reason: optional(text("Why the class was not measured; `metrics` are then those of too few images.")),
});
export interface ClassResult extends Holds<typeof classResultSchema> {}

export const checkpointSchema = object("What is measured on the images of one checkpoint.", {
  step: nullable(number("Training step read from the name, from 0; null when the names carry none.")),
  label: text('What a person calls it: "epoch 10", "step 1200", or a folder name.'),
  source: text("The file or folder the images come from, relative to the input root."),
  images: count("Number of images measured (tiles count as images)."),
  sampledFrom: optional(
    count(
      "Images that there were, where `images` are a sample of them by name (--sample); left out when all were measured.",
    ),
  ),
  layout: optional<GridLayout>(gridLayoutSchema, "How its sheets were cut; left out when none were."),
  design: optional<SheetDesign>(sheetDesignSchema, "Only where images of the sheet are alike by design."),
  metrics: metrics("Measured on all images of the checkpoint."),
  groups: list<Group>(groupSchema, "Near-duplicate groups, largest first; none holds a pair below `Threshold.groups`."),
  blanks: list(text("Its name."), "Images without contrast: together one mode in every metric, and in no group."),
  rarefaction: list<RarefactionPoint>(
    rarefactionPointSchema,
    "Ascending by number of images, extrapolated up to twice the images of the checkpoint.",
  ),
  chains: list<Chain>(chainSchema, "Components that are no groups, largest first: a good sign and no collapse."),
  sweep: list<SweepPoint>(sweepPointSchema, "What other thresholds would say, ascending by threshold."),
  similarities: histogram("Pairs by cosine: all of up to 2,897 images, of more an even sample of 4 million pairs."),
  edges: optional<Edges>(edgesSchema, "Close pairs, for regrouping in the report; only with thumbnails."),
  map: optional<EmbeddingMap>(embeddingMapSchema, "Where each image lies on a plane; only with thumbnails."),
  classes: optional(list<ClassResult>(classResultSchema, "Worst class first; only when classes were given.")),
  reference: optional(referenceComparison("Against the real images; only when a reference was given.")),
  sprites: optional(list<Sprite>(spriteSchema, "Pictures of all or some of the images; only with thumbnails.")),
});
export interface Checkpoint extends Holds<typeof checkpointSchema> {}

export const transitionSchema = object("From one checkpoint to the next.", {
  from: count("Index into `Analysis.checkpoints`, from 0."),
  to: count("Index into `Analysis.checkpoints`, from 0."),
  kept: count("Modes of the later one (groups and single images) that have a near-duplicate in the earlier one."),
  born: count("Modes of the later one that have none."),
  lost: count("Modes of the earlier one without a near-duplicate in the later one."),
  cellSimilarity: optional(
    number("Mean cosine of a cell of the sheet to itself, in [-1, 1] but for rounding; only for sheets of one layout."),
  ),
  state: optional(
    oneOf(["frozen", "mode-hopping"], "Where the numbers say it: nothing moved, or one mode was left for another."),
  ),
});
export interface Transition extends Holds<typeof transitionSchema> {}
