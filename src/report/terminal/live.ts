/** Lines about a run that is being trained: one for each checkpoint, and some where its state changes. */
import type { Analysis } from "../../analysis/analysis.ts";
import { remediesOf } from "../remedies.ts";
import { onsetOf, verdictTitle } from "../runs.ts";
import { counted, estimate, number, plain, share, tone } from "../words.ts";
import { paint, type Screen } from "./screen.ts";
import { shorten } from "./shorten.ts";
import { hang } from "./wrap.ts";

/** Columns of a checkpoint's name. */
const LONGEST_NAME = 24;

/** "14:02:11" as others say it; before every line. */
interface Moment {
  time: string;
}

/** @param index of the checkpoint */
export const liveCheckpoint = (run: Analysis, index: number, { time }: Moment): string => {
  const { label, images, metrics, reference } = run.checkpoints[index]!;
  const modes = reference?.distinctModes ?? metrics.distinctModes;
  const before = run.checkpoints[index - 1];
  const change = before
    ? changeOf(modes.value, (before.reference?.distinctModes ?? before.metrics.distinctModes).value)
    : "";
  return [
    `${time} ${runPrefix(run)}${shorten(plain(label), LONGEST_NAME)}`,
    counted(images, "image"),
    `modes ${estimate(modes)}${change}`,
    `${share(metrics.duplicatePairShare.value)} of pairs alike`,
    ...scoresAt(run, index),
  ].join("  ");
};

/** "run b: " before what is said of one of several. */
export const runPrefix = ({ name }: Analysis): string => (name === undefined ? "" : `${plain(name)}: `);

/** " (-45 %)"; nothing where it hardly moved. */
const changeOf = (value: number, before: number): string => {
  const percent = Math.round(100 * (value / before - 1));
  return before > 0 && Math.abs(percent) >= 5 ? `, ${percent > 0 ? "+" : ""}${percent}\u00a0%` : "";
};

/** The shown scores next to the checkpoint's step of the log. */
const scoresAt = ({ scores }: Analysis, index: number): string[] => {
  const step = scores?.alignment?.steps[index];
  if (!scores || step == null || scores.steps.length === 0) return [];
  const distance = (place: number) => Math.abs(scores.steps[place]! - step);
  const nearest = [...scores.steps.keys()].reduce(
    (best, place) => (distance(place) < distance(best) ? place : best),
    0,
  );
  return (["scoreGenerator", "scoreDiscriminator"] as const).flatMap((name, player) => {
    const value = scores.series.find((series) => series.name === name)?.values[nearest];
    return value == null ? [] : [`${player === 0 ? "G" : "D"} ${number(value)}`];
  });
};

/** The state a run is in now, with the sentence and the first remedy. @param isAlarm it has reached the level of failure */
export const liveState = (run: Analysis, isAlarm: boolean, { time, ...screen }: Moment & Screen): string[] => {
  const since = onsetOf(run);
  const title = [
    verdictTitle(run),
    ...(since ? [`since ${plain(since.label)}`] : []),
    `${run.verdict.confidence} confidence`,
  ].join(", ");
  const [remedy] = remediesOf(run.findings);
  const indent = " ".repeat(time.length + 1);
  return [
    ...hang(`${runPrefix(run)}${isAlarm ? "ALARM: " : ""}${title}`, screen.width, `${time} `, indent).map((line) =>
      paint(screen, tone(run))(screen.colors.bold(line)),
    ),
    ...hang(plain(run.verdict.sentence), screen.width, indent),
    ...(remedy === undefined || tone(run) === "pass" ? [] : hang(`Try next: ${plain(remedy)}`, screen.width, indent)),
  ];
};
