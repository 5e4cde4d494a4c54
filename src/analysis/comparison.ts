/** Runs side by side: how far each differs from the first. */
import * as v from "valibot";
import {
  count,
  type Field,
  flag,
  type Holds,
  list,
  nullable,
  number,
  object,
  oneOf,
  optional,
  share,
  text,
} from "./fields.ts";
import { type Sprite, spriteSchema } from "./pictures.ts";
import { SCHEMA_VERSION } from "./schema-version.ts";

export const figureDifferenceSchema = object("A figure of two sets at equal numbers of images.", {
  name: text("Name of the figure."),
  base: number("Of the first run."),
  other: number("Of the other run."),
  difference: number("other - base."),
  low: nullable(number("Lower end of its simultaneous 95 % interval; null when the data give none.")),
  high: nullable(number("Upper end; null when the data give none.")),
  certain: flag("true when the interval does not hold 0."),
});
export interface FigureDifference extends Holds<typeof figureDifferenceSchema> {}

export const comparedModesSchema = object("Modes of both sets: groups and single images.", {
  shared: count("Modes of the other run that have a near-duplicate in the first."),
  lost: count("Modes of the first run without a near-duplicate in the other."),
  gained: count("Modes of the other run without a near-duplicate in the first."),
});
export interface ComparedModes extends Holds<typeof comparedModesSchema> {}

export const copySchema = object("An image of the other run that is nearly identical to one of the first.", {
  other: text("Name of the image."),
  base: text("Name of the image in the first run."),
  similarity: number("Cosine, in [-1, 1] but for rounding."),
});
export interface Copy extends Holds<typeof copySchema> {}

export const comparedCheckpointsSchema = object("A checkpoint of each run.", {
  base: text("Label of the first run's."),
  other: text("Label of the other run's."),
  step: nullable(number("The step that both have; null where the last ones are compared, whatever their steps.")),
  images: optional(count("Images of each side; left out where saved analyses are compared.")),
  method: text("How the differences were tested."),
  figures: list<FigureDifference>(figureDifferenceSchema, "Every figure that both sides have."),
  modes: optional<ComparedModes>(comparedModesSchema),
  copiedShare: optional(number("Images of the other run with a near-duplicate in the first / images, in [0, 1].")),
  copies: optional(list<Copy>(copySchema, "The most similar of them, at most 20.")),
});
export interface ComparedCheckpoints extends Holds<typeof comparedCheckpointsSchema> {}

export const courseFigureSchema = object("A figure of a checkpoint.", {
  name: text("Name of the figure."),
  value: number("As measured on all images of the checkpoint."),
  low: nullable(number("Lower end of its 95 % interval; null where it has none.")),
  high: nullable(number("Upper end; null where it has none, or the data give none.")),
});
export interface CourseFigure extends Holds<typeof courseFigureSchema> {}

export const coursePointSchema = object("A checkpoint of a run that is compared.", {
  step: nullable(number("Training step, from 0; null when the names carry none.")),
  label: text("What a person calls it."),
  images: count("Images measured."),
  figures: list<CourseFigure>(courseFigureSchema, "Every figure that was measured."),
  sprites: optional(list<Sprite>(spriteSchema, "Pictures of all or some of the images; only with thumbnails.")),
});
export interface CoursePoint extends Holds<typeof coursePointSchema> {}

const side = {
  name: text("As given."),
  kind: oneOf(["pictures", "analysis"], "Whether it was measured now, or read from a saved analysis."),
  verdict: text("Its verdict in words."),
  course: list<CoursePoint>(coursePointSchema, "Every checkpoint of the run, in step order."),
};

export const baseRunSchema = object("The run that the others are compared with.", side);
export interface BaseRun extends Holds<typeof baseRunSchema> {}

export const comparedRunSchema = object("A run beside the first.", {
  ...side,
  checkpoints: list<ComparedCheckpoints>(comparedCheckpointsSchema, "Those of equal steps, and the last ones."),
});
export interface ComparedRun extends Holds<typeof comparedRunSchema> {}

export const heldFigureSchema = object("A diversity figure of the last checkpoints, held to that of the first run.", {
  name: text("Name of the figure."),
  base: number("Of the first run."),
  other: number("Of the other run."),
  drop: number("1 - other / base; below 0 where it rose."),
  low: nullable(number("Lower end of its simultaneous 95 % interval; null when the data give none.")),
  high: nullable(number("Upper end; null when the data give none.")),
  regressed: flag("true when the whole interval lies above `maxDrop`."),
});
export interface HeldFigure extends Holds<typeof heldFigureSchema> {}

export const baselineSchema = object(
  "Whether the diversity of a run has dropped for certain below that of the first.",
  {
    maxDrop: share("Drop that is allowed, in [0, 1]."),
    base: text("Label of the first run's last checkpoint."),
    other: text("Label of the other run's."),
    method: text("How the drops were tested."),
    figures: list<HeldFigure>(heldFigureSchema, "Every diversity figure that both have."),
    regressed: flag("true when a figure has; the exit code is then 1."),
  },
);
export interface Baseline extends Holds<typeof baselineSchema> {}

export const comparisonSchema = object("Runs compared by gan-diversity: each with the first.", {
  schemaVersion: v.pipe(v.literal(SCHEMA_VERSION), v.description("Version of this schema.")),
  tool: object("What wrote the file.", { name: text('"gan-diversity".'), version: text("Version of the package.") }),
  createdAt: text("ISO 8601, UTC."),
  seed: count("Of the choice of images and of the permutations."),
  threshold: nullable(number("Cosine from which two images are near-duplicates; null without pictures.")),
  base: baseRunSchema as Field<BaseRun>,
  others: list<ComparedRun>(comparedRunSchema, "In the order given."),
  baseline: optional<Baseline>(baselineSchema, "Only where a drop was asked for."),
});
export interface Comparison extends Holds<typeof comparisonSchema> {}
