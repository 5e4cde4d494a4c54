/** Pieces that findings share. */
import type { Checkpoint, Finding, Onset } from "../analysis/analysis.ts";

/** The space does not break. */
export const percent = (share: number): string => `${(share * 100).toFixed(share > 0 && share < 0.1 ? 1 : 0)}\u00a0%`;

export const onsetAt = (checkpoint: Checkpoint): Onset => ({
  step: checkpoint.step,
  label: checkpoint.label,
  axis: "checkpoints",
});

/** A finding that could not be judged on this input, with the reason. */
export const notApplicable = (id: string, title: string, why: string, reason: string): Finding => ({
  id,
  status: "not-applicable",
  title,
  why,
  value: null,
  unit: null,
  interval: null,
  threshold: null,
  basis: "",
  onset: null,
  recovered: null,
  evidence: [{ type: "text", text: reason }],
  advice: [],
});
