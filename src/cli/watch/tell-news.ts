/** What `watch` prints: news of runs on the standard output, what it waits for on the standard error. */
import { liveCheckpoint, liveState, runPrefix } from "../../report/terminal/live.ts";
import { screenOf } from "../../report/terminal/screen.ts";
import { counted, plain } from "../../report/words.ts";
import type { News } from "../../watch/course.ts";
import { terminalStyle } from "../terminal-style.ts";

/** Of the checkpoints that are there from the start, so many are told one by one. */
const FIRST_LINES = 3;

/** Each line with its line break; "" where nothing is new. */
export const newsLines = ({ run, fresh, isFirst, beganAnew, hasChanged, isAlarm }: News): string => {
  const moment = { time: timeOfDay() };
  const screen = screenOf(terminalStyle(process.stdout));
  const told = isFirst ? fresh.slice(-FIRST_LINES) : fresh;
  const before = fresh.length - told.length;
  const lines = [
    ...(beganAnew ? [`${moment.time} ${runPrefix(run)}The steps begin again: this is another training.`] : []),
    ...(before > 0 ? [`${moment.time} ${runPrefix(run)}${counted(before, "checkpoint")} before these`] : []),
    ...told.map((index) => liveCheckpoint(run, index, moment)),
    ...(isFirst || hasChanged || isAlarm ? liveState(run, isAlarm, { ...screen, ...moment }) : []),
  ];
  return lines.map((line) => `${line}\n`).join("");
};

/** "14:02:11" */
const timeOfDay = (): string => new Date().toTimeString().slice(0, 8);

/** What can not be judged yet is said once, until something else can not be. */
export class Waiting {
  #told = "";

  /** @param reasons none where everything could be judged */
  tell(reasons: readonly string[]): void {
    const text = reasons.map((reason) => `${timeOfDay()} waiting: ${plain(reason)}\n`).join("");
    const said = reasons.join("\n");
    if (said !== this.#told) process.stderr.write(text);
    this.#told = said;
  }
}
