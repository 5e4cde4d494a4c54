/** What is measured on the images of one checkpoint, and between two. */
import { histogram } from "./estimate.ts";
import {
  count,
  described,
  flag,
  type Holds,
  list,
  nullable,
  number,
  object,
  oneOf,
  optional,
  positive,
  text,
} from "./fields.ts";
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
  padding: nullable(
    number("Pixels between tiles, from 0, may be a fraction; null when the tiles were found as boxes of a figure."),
  ),
  basis: text('How it was found: "given", "gutters", "figure" ... in words.'),
  confidence: number("How sure it is, in [0, 1], graded by the kind of evidence; 1 when it was given."),
  emptyCells: count("Cells at the end of the sheet that hold nothing and count as no image."),
});
export interface GridLayout extends Holds<typeof gridLayoutSchema> {}

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
  layout: optional<GridLayout>(described(gridLayoutSchema, "How its sheets were cut; left out when none were.")),
  metrics: metrics("Measured on all images of the checkpoint."),
  groups: list<Group>(
    groupSchema,
    "Near-duplicate groups of two or more, largest first. No group holds a pair below `Threshold.groups`.",
  ),
  blanks: list(
    text("Name of the image."),
    "Images without contrast: together one mode in every metric, and in no group.",
  ),
  rarefaction: list<RarefactionPoint>(
    rarefactionPointSchema,
    "Expected number of distinct modes by number of images, ascending; extrapolated up to twice the images.",
  ),
  chains: list<Chain>(
    chainSchema,
    "Components of the near-duplicate graph of which no group holds half, largest first: a good sign and no collapse.",
  ),
  sweep: list<SweepPoint>(sweepPointSchema, "What other thresholds would say, ascending by threshold."),
  similarities: histogram(
    "Pairs by cosine: all of up to 2,897 images, of more images an even sample of some 4 million pairs.",
  ),
  edges: optional<Edges>(
    described(
      edgesSchema,
      "Pairs from a little under the threshold on, for regrouping in the report; only when thumbnails were asked for.",
    ),
  ),
  map: optional<EmbeddingMap>(
    described(
      embeddingMapSchema,
      "Where each image lies on a 2-D map of the embeddings; only when thumbnails were asked for.",
    ),
  ),
  classes: optional(list<ClassResult>(classResultSchema, "Worst class first; only when classes were given.")),
  reference: optional(referenceComparison("Against the real images; only when a reference was given.")),
  sprites: optional(
    list<Sprite>(spriteSchema, "Pictures of the images, or of a sample of them; only when thumbnails were asked for."),
  ),
});
export interface Checkpoint extends Holds<typeof checkpointSchema> {}

export const transitionSchema = object("From one checkpoint to the next.", {
  from: count("Index into `Analysis.checkpoints`, from 0."),
  to: count("Index into `Analysis.checkpoints`, from 0."),
  kept: count("Modes of the later one (groups and single images) that have a near-duplicate in the earlier one."),
  born: count("Modes of the later one that have none."),
  lost: count("Modes of the earlier one without a near-duplicate in the later one."),
  cellSimilarity: optional(
    number(
      "The same cells showed the same latents: mean cosine of a cell to itself, in [-1, 1] but for rounding; only for sheets of one layout.",
    ),
  ),
  state: optional(
    oneOf(
      ["frozen", "mode-hopping"],
      "What the numbers mean, where they mean something: nothing moved, or one mode was left for another.",
    ),
  ),
});
export interface Transition extends Holds<typeof transitionSchema> {}
