/** How far a run is: one line, redrawn, on a terminal; a line every ten seconds elsewhere. */
import { plain, whole } from "../report/words.ts";
import type { Progress } from "../run/stages.ts";

const CLEAR_LINE = "\r\u001b[K";
/** Milliseconds between two lines. */
const REDRAWN = 100;
const PRINTED = 10_000;
const MARKED_EVERY = 1000;
const LOOKED_BACK = 60_000;

export const showProgress = (
  stream: Pick<NodeJS.WriteStream, "isTTY" | "columns" | "write">,
  now: () => number = performance.now.bind(performance),
): { update: (progress: Progress) => void; clear: () => void } => {
  const every = stream.isTTY ? REDRAWN : PRINTED;
  const pace = new Pace();
  /** A terminal shows the first line at once. */
  let due = stream.isTTY ? now() : now() + every;
  let stage = "";
  return {
    update: (progress) => {
      const time = now();
      pace.see(progress, time);
      const isNew = stream.isTTY && progress.stage !== stage;
      if (time < due && !isNew) return;
      stage = progress.stage;
      due = time + every;
      const line = describe(progress, pace);
      // A terminal without a size says 0 columns.
      stream.write(stream.isTTY ? CLEAR_LINE + line.slice(0, (stream.columns || 80) - 1) : `${line}\n`);
    },
    clear: () => {
      if (stream.isTTY) stream.write(CLEAR_LINE);
    },
  };
};

const describe = ({ stage, done = 0, total, label, unit }: Progress, pace: Pace): string => {
  const name = label ? `: ${plain(label)}` : "";
  if (total === undefined) return stage;
  if (unit === "bytes")
    return `${stage} ${bar(done / total)} ${megabytes(done)} of ${megabytes(total)} MB${pace.text("MB", 1e6)}${name}`;
  if (unit === "blocks")
    return `${stage} ${bar(done / total)} ${whole(done)} of ${whole(total)} blocks of pairs${pace.text("blocks", 1)}${name}`;
  if (unit === "images")
    return `${stage} ${bar(done / total)} ${whole(done)} of ${whole(total)} images${pace.text("images", 1)}${name}`;
  return `${stage} ${done + 1} of ${total}${name}`;
};

/** How fast a stage counts: over the last minute, since images that are known fly by and others do not. */
class Pace {
  #stage = "";
  /** What was done when, in order, a second apart or more. */
  #marks: { time: number; done: number }[] = [];
  #time = 0;
  #last: Progress | null = null;

  see(progress: Progress, time: number): void {
    if (progress.unit === undefined) return;
    const { stage, done = 0 } = progress;
    if (stage !== this.#stage || done < (this.#last?.done ?? 0)) {
      this.#stage = stage;
      this.#marks = [];
    }
    const last = this.#marks.at(-1);
    if (!last || time - last.time >= MARKED_EVERY) this.#marks.push({ time, done });
    while (this.#marks.length > 2 && time - this.#marks[1]!.time >= LOOKED_BACK) this.#marks.shift();
    this.#time = time;
    this.#last = progress;
  }

  /** ", 1,450 images/s, 6 s left"; nothing before that can be told. */
  text(name: string, unit: number): string {
    const { done = 0, total = 0 } = this.#last ?? {};
    const [from] = this.#marks;
    if (!from) return "";
    const seconds = (this.#time - from.time) / 1000;
    const rate = (done - from.done) / seconds;
    if (!(seconds > 0.2) || !(rate > 0)) return "";
    const perSecond = rate / unit;
    const shown = perSecond < 10 ? perSecond.toFixed(1) : whole(Math.round(perSecond));
    return `, ${shown} ${name}/s, ${duration((total - done) / rate)} left`;
  }
}

const duration = (seconds: number): string => {
  if (seconds < 60) return `${Math.ceil(seconds)} s`;
  return seconds < 3600 ? `${Math.ceil(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
};

const BAR = 20;

const bar = (share: number): string => {
  const full = Math.round(share * BAR);
  return `[${"#".repeat(full)}${"-".repeat(BAR - full)}]`;
};

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);
