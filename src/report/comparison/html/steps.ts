/** The sheets of all runs at the steps that two or more of them have, one above the other. */
import { escapeHtml } from "../../html/escape.ts";
import { colourOf, type Runs } from "./runs.ts";

/** More than can be looked at; the first and the last are among them. */
const MOST_STEPS = 24;

export const stepsSection = (runs: Runs): string => {
  const frames = sharedSteps(runs).flatMap((step) => {
    const places = runs.map(({ course }) => course.findIndex((point) => point.step === step));
    const sheets = runs.map((run, index) => run.sheet(places[index]!));
    if (sheets.filter((sheet) => sheet !== null).length < 2) return [];
    const label = runs.flatMap(({ course }, index) => course[places[index]!]?.label ?? [])[0]!;
    const figures = runs.map(
      (run, index) =>
        `<figure><figcaption><span class="run-letter ${colourOf(index)}">${run.letter}</span></figcaption>${sheets[index] ?? '<span class="no-sheet">not there</span>'}</figure>`,
    );
    return [`<li><strong>${escapeHtml(label)}</strong>${figures.join("")}</li>`];
  });
  return frames.length === 0
    ? ""
    : `<p class="quiet">The first images of each checkpoint, a row for each run.</p>
<ol class="film abreast" tabindex="0" aria-label="Sheets of all runs in step order">${frames.join("")}</ol>`;
};

const sharedSteps = (runs: Runs): number[] => {
  const counts = new Map<number, number>();
  for (const { course } of runs)
    for (const { step } of course) if (step !== null) counts.set(step, (counts.get(step) ?? 0) + 1);
  const shared = [...counts].flatMap(([step, count]) => (count > 1 ? [step] : [])).sort((a, b) => a - b);
  if (shared.length <= MOST_STEPS) return shared;
  return Array.from(
    { length: MOST_STEPS },
    (_, index) => shared[Math.round((index * (shared.length - 1)) / (MOST_STEPS - 1))]!,
  );
};
