/** What was found, in numbers that need no explanation. */
import type { Analysis, Checkpoint, Finding } from "../../analysis/analysis.ts";
import { counted, number, share, whole } from "../words.ts";

/** "20 %"; of less than 10 % two digits. */
export const roughly = (value: number): string => share(Number(value.toPrecision(value < 0.1 ? 1 : 2)));

/** "about 5 modes", "at least 140 modes": what a person would count. */
export const modesText = ({ metrics, reference }: Checkpoint): string => {
  const { value, low, high } = reference?.distinctModes ?? metrics.distinctModes;
  const modes = Math.max(1, high === null ? bound(low) : Math.round(value));
  return `${high === null ? "at least" : "about"} ${counted(modes, "mode")}`;
};

/** Of two digits, and never more than was found. */
const bound = (low: number): number => {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, low))) - 1);
  return Math.floor(low / unit) * unit;
};

/** Of findings whose own figure is none that people count; the titles of the others say it. */
const NATURAL: Record<string, (checkpoint: Checkpoint) => string | null> = {
  "mode-collapse": (checkpoint) =>
    `${roughly(checkpoint.metrics.duplicateShare)} of the ${whole(checkpoint.images)} images have a near-duplicate: ${modesText(checkpoint)}.`,
  "missing-modes": ({ reference }) => {
    const parts = reference?.missingModes ?? [];
    const covered = parts.reduce((sum, part) => sum + part.share, 0);
    return parts.length === 0
      ? null
      : `${roughly(covered)} of the real images, in ${counted(parts.length, "part")}, are covered by no sample.`;
  },
};

/** Null where the title says it. */
export const naturalSentence = ({ checkpoints }: Analysis, { id, status }: Finding): string | null => {
  const last = checkpoints.at(-1);
  return last && (status === "fail" || status === "warn") ? (NATURAL[id]?.(last) ?? null) : null;
};

/** "10.9 % of pairs", "0.982 mean similarity", "4 hops" */
export const figureText = (value: number, unit: string | null): string => {
  const part = /^share of (.*)$/.exec(unit ?? "")?.[1];
  return part === undefined ? `${number(value)}${unit ? ` ${unit}` : ""}` : `${share(value)} of ${part}`;
};

/** The limit in the unit of its figure. */
export const limitText = (threshold: number, unit: string | null): string =>
  `limit ${unit?.startsWith("share of ") ? share(threshold) : number(threshold)}`;
