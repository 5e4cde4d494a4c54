/** The sheets of several checkpoints in step order: those around the onset, and all others behind a fold. */
import type { Analysis, Checkpoint } from "../../analysis/analysis.ts";
import { onsetOf } from "../runs.ts";
import { counted } from "../words.ts";
import { escapeHtml } from "./escape.ts";
import { modesText, roughly } from "./natural.ts";
import { contactSheet, zoomable } from "./pictures.ts";

/** Frames side by side on a wide screen; two of them give their place to what says how many are left out. */
const MOST_FRAMES = 11;
const AROUND = MOST_FRAMES - 4;

export const filmstrip = (analysis: Analysis): string => {
  const { checkpoints } = analysis;
  if (checkpoints.length < 2) return "";
  const onset = onsetOf(analysis);
  const since = onset ? checkpoints.findIndex(({ label }) => label === onset.label) : -1;
  const shown = framesShown(checkpoints.length, since);
  const left = checkpoints.length - shown.length;
  const strip = shown.map((index, rank) => {
    const skipped = index - (shown[rank - 1] ?? -1) - 1;
    const gap = skipped > 0 && since >= 0 ? `<li class="gap">${skipped} left out</li>` : "";
    return `${gap}${frame(checkpoints[index]!, index, index === since)}`;
  });
  const others = [...checkpoints.keys()].filter((index) => !shown.includes(index));
  const rest = others.map((index) => frame(checkpoints[index]!, index, false));
  return `<ol class="film" aria-label="Checkpoints in step order">${strip.join("")}</ol>${
    left > 0
      ? `<details class="film-rest"><summary>${counted(left, "checkpoint")} of ${checkpoints.length} left out above</summary><ol class="film">${rest.join("")}</ol></details>`
      : ""
  }`;
};

/**
 * The first, the last, and those around the onset; spread over the run where there is none.
 * @param since place of the onset, -1 for none
 * @returns places of checkpoints, ascending
 */
export const framesShown = (count: number, since: number): number[] => {
  if (count <= MOST_FRAMES) return [...Array(count).keys()];
  if (since < 0)
    return Array.from({ length: MOST_FRAMES }, (_, rank) => Math.round((rank * (count - 1)) / (MOST_FRAMES - 1)));
  const first = Math.min(Math.max(1, since - Math.floor(AROUND / 2)), count - 1 - AROUND);
  return [0, ...Array.from({ length: AROUND }, (_, rank) => first + rank), count - 1];
};

const frame = (checkpoint: Checkpoint, index: number, isOnset: boolean): string => {
  const { label, metrics } = checkpoint;
  const sheet = contactSheet(checkpoint, index);
  return `<li data-checkpoint="${index}"${isOnset ? ' class="since"' : ""}><figure>${sheet ? zoomable(sheet) : ""}<figcaption><strong>${escapeHtml(label)}</strong>${isOnset ? " onset" : ""}<br>${roughly(metrics.duplicatePairShare.value)} alike<br>${modesText(checkpoint)}</figcaption></figure></li>`;
};
