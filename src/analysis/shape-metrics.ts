/** The shape of what is measured on any set of images. */
import type { CheckpointMetrics, Estimate, HillNumbers, Histogram } from "./analysis.ts";
import { count, list, nullable, number, object, optional, type Shape, text } from "./shape.ts";

export const ESTIMATE: { [Field in keyof Estimate]: Shape } = {
  value: number,
  low: number,
  high: nullable(number),
  method: text,
};
export const estimate = object<Estimate>(ESTIMATE);

export const histogram = object<Histogram>({ from: number, to: number, counts: list(count) });

export const metrics = object<CheckpointMetrics>({
  duplicateShare: number,
  dominantModeShare: number,
  duplicatePairShare: estimate,
  effectiveModes: estimate,
  supportSize: estimate,
  sampleCoverage: estimate,
  meanSimilarity: estimate,
  blankShare: number,
  structurelessShare: number,
  closePairShare: optional(estimate),
  modeConcentration: optional(estimate),
  structureConcentration: optional(estimate),
  structureClosePairShare: optional(estimate),
  vendiScore: optional(estimate),
  hill: optional(object<HillNumbers>({ observed: count, richness: estimate, shannon: estimate, simpson: estimate })),
  parts: optional(object<NonNullable<CheckpointMetrics["parts"]>>({ structure: estimate, appearance: estimate })),
  structureModes: optional(estimate),
  msSsim: optional(estimate),
});

/** A picture is a data URI. */
export const picturesOfMembers = list(object<{ member: string; image: string }>({ member: text, image: text }));
