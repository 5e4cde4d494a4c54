/** Pieces that findings share. */
import type { Checkpoint, Evidence, Finding, Onset } from "../analysis/analysis.ts";

/** The space does not break. */
export const percent = (share: number): string => `${(share * 100).toFixed(share > 0 && share < 0.1 ? 1 : 0)}\u00a0%`;

export const onsetAt = (checkpoint: Checkpoint): Onset => ({
  step: checkpoint.step,
  label: checkpoint.label,
  axis: "checkpoints",
});

export const text = (sentence: string): Evidence => ({ type: "text", text: sentence });

const UNSAID = {
  value: null,
  unit: null,
  interval: null,
  threshold: null,
  basis: "",
  onset: null,
  recovered: null,
  evidence: [],
  advice: [],
} satisfies Partial<Finding>;

type Said = Pick<Finding, "id" | "status" | "title" | "why">;

/** A finding with what is given; the rest says nothing. */
export const finding = ({ id, status, title, why, ...rest }: Said & Partial<Finding>): Finding => ({
  id,
  status,
  title,
  why,
  ...UNSAID,
  ...rest,
});

/** A finding that could not be judged on this input, with the reason. */
export const notApplicable = (id: string, title: string, why: string, reason: string): Finding =>
  finding({ id, status: "not-applicable", title, why, evidence: [text(reason)] });
