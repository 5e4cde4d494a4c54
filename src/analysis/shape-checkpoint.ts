/** The shape of the parts of an Analysis that are measured on the images of checkpoints. */
import type {
  Chain,
  Checkpoint,
  ClassResult,
  Edges,
  EmbeddingMap,
  GridLayout,
  Group,
  RarefactionPoint,
  Sprite,
  SweepPoint,
  Transition,
} from "./analysis.ts";
import { bool, count, list, nullable, number, object, oneOf, optional, pair, positive, text } from "./shape.ts";
import { histogram, metrics, picturesOfMembers } from "./shape-metrics.ts";
import { referenceComparison } from "./shape-reference.ts";

const group = object<Group>({
  id: text,
  size: count,
  share: number,
  members: list(text),
  medoid: text,
  farthestPair: pair(text),
  minSimilarity: number,
  meanSimilarity: number,
  parts: optional(object<NonNullable<Group["parts"]>>({ structure: number, appearance: number })),
  thumbnails: optional(picturesOfMembers),
});

const sweepPoint = object<SweepPoint>({
  threshold: number,
  duplicateShare: number,
  dominantModeShare: number,
  duplicatePairShare: number,
  modeConcentration: optional(number),
  closePairShare: optional(number),
  groups: count,
  images: optional(count),
});

const classResult = object<ClassResult>({
  name: text,
  images: count,
  metrics,
  reference: optional(referenceComparison),
  reason: optional(text),
});

export const checkpoint = object<Checkpoint>({
  step: nullable(number),
  label: text,
  source: text,
  images: count,
  layout: optional(
    object<GridLayout>({
      columns: count,
      rows: count,
      padding: nullable(number),
      basis: text,
      confidence: optional(number),
      emptyCells: optional(count),
    }),
  ),
  metrics,
  groups: list(group),
  blanks: optional(list(text)),
  chains: optional(list(object<Chain>({ size: count, minSimilarity: number, groups: count }))),
  sweep: optional(list(sweepPoint)),
  similarities: optional(histogram),
  rarefaction: optional(
    list(object<RarefactionPoint>({ images: count, modes: number, low: number, high: number, extrapolated: bool })),
  ),
  edges: optional(
    object<Edges>({
      threshold: number,
      from: number,
      complete: bool,
      members: list(text),
      pairs: list(pair(count)),
      similarities: list(number),
    }),
  ),
  map: optional(object<EmbeddingMap>({ method: text, members: list(text), x: list(number), y: list(number) })),
  classes: optional(list(classResult)),
  reference: optional(referenceComparison),
  sprites: optional(
    list(object<Sprite>({ image: text, cell: positive, columns: positive, members: list(text), sheet: count })),
  ),
  preview: optional(text),
});

export const transition = object<Transition>({
  from: count,
  to: count,
  kept: count,
  born: count,
  lost: count,
  cellSimilarity: optional(number),
  state: optional(oneOf("frozen", "mode-hopping")),
});
