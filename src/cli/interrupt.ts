/** Ctrl-C ends a run in good order: what was embedded is kept. Asked a second time the process ends at once, as it would without us. */
import { GanDiversityError } from "../errors.ts";

/** What a shell says of a program that SIGINT ended: 128 + 2. */
const INTERRUPTED = 130;

class Interrupted extends GanDiversityError {
  constructor(isKept: boolean) {
    super(
      "INTERRUPTED",
      INTERRUPTED,
      isKept ? "stopped; what was embedded so far is kept for the next run" : "stopped",
    );
  }
}

/** Hands the work a signal that Ctrl-C aborts. @param isKept there is a cache */
export const untilInterrupted = async <T>(isKept: boolean, work: (signal: AbortSignal) => Promise<T>): Promise<T> => {
  const controller = new AbortController();
  const stop = () => controller.abort(new Interrupted(isKept));
  process.once("SIGINT", stop);
  try {
    return await work(controller.signal);
  } finally {
    process.off("SIGINT", stop);
  }
};

/** Hands the work a signal that Ctrl-C or SIGTERM aborts, for what ends in good order by itself. Asked a second time the process ends at once. */
export const untilStopped = async <T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> => {
  const controller = new AbortController();
  const stop = () => controller.abort();
  const signals = ["SIGINT", "SIGTERM"] as const;
  for (const name of signals) process.once(name, stop);
  try {
    return await work(controller.signal);
  } finally {
    for (const name of signals) process.off(name, stop);
  }
};
