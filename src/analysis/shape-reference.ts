/** The shape of the parts of an Analysis that compare with real images. */
import type { Calibrated, MissingMode, ReferenceComparison, ReferenceSet } from "./analysis.ts";
import { count, list, number, object, optional, text } from "./shape.ts";
import { ESTIMATE, estimate, histogram, metrics, picturesOfMembers } from "./shape-metrics.ts";

export const referenceSet = object<ReferenceSet>({
  source: text,
  images: count,
  metrics,
  similarities: optional(histogram),
});

const calibrated = object<Calibrated>({ ...ESTIMATE, expected: number });

const missingMode = object<MissingMode>({
  share: number,
  members: list(text),
  thumbnails: optional(picturesOfMembers),
});

type Twin = NonNullable<ReferenceComparison["twins"]>[number];
const twin = object<Twin>({
  sample: text,
  reference: text,
  similarity: number,
  thumbnails: optional(object<NonNullable<Twin["thumbnails"]>>({ sample: text, reference: text })),
});

export const referenceComparison = object<ReferenceComparison>({
  equalSize: count,
  precision: optional(calibrated),
  recall: optional(calibrated),
  density: optional(calibrated),
  coverage: optional(calibrated),
  modesRatio: optional(estimate),
  duplicates: optional(object<NonNullable<ReferenceComparison["duplicates"]>>({ samples: number, reference: number })),
  occupancy: optional(calibrated),
  ndb: optional(
    object<NonNullable<ReferenceComparison["ndb"]>>({
      bins: count,
      different: count,
      missing: count,
      jensenShannon: calibrated,
    }),
  ),
  frechetDistance: optional(calibrated),
  kernelDistance: optional(calibrated),
  memorisedShare: optional(calibrated),
  twinShare: optional(calibrated),
  missingModes: optional(list(missingMode)),
  twins: optional(list(twin)),
  nearest: optional(histogram),
  notComputed: list(object<ReferenceComparison["notComputed"][number]>({ metric: text, reason: text })),
});
