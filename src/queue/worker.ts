/** Takes tasks from the queue and does them, several at once, until it is told to end. */
import { hostname } from "node:os";
import type { Job } from "bullmq";
import { GanDiversityError } from "../errors.ts";
import { assertBuild, type Plan, readPlan } from "../run/tasks/plan.ts";
import { type Means, TaskRunner } from "../run/tasks/run-task.ts";
import type { SharedStore } from "../shared/shared-store.ts";
import { assertAnswers, connectionOf, loadBullmq, queueName, type TaskJob } from "./connection.ts";

export interface WorkerOptions {
  url: string;
  store: SharedStore;
  means: Means;
  concurrency: number;
  /** Seconds after which a task of a worker that was killed is given to another one. */
  lockSeconds: number;
  /** Connected. */
  onReady: () => void;
  /** What went wrong between it and the queue. */
  onTrouble: (reason: string) => void;
  /** Told of every task that ended. */
  onTask: (job: TaskJob, end: "done" | "was done already" | Error) => void;
  /** Ends the worker behind the tasks it is at. */
  signal: AbortSignal;
}

/** Times that one task may be given to another worker because its own was killed. */
const MOST_STALLED = 100;
/** Milliseconds between two reports of a task. */
const REPORTED = 1000;
const WEEK = 7 * 24 * 60;

/** What is wrong with this worker and not with the task: another one can do it. */
const OF_THE_WORKER: ReadonlySet<string> = new Set(["BUILD", "RUNTIME", "NO_PLAN", "SHARED", "BACKEND"]);
/** What no worker can mend. */
const OF_THE_TASK: ReadonlySet<string> = new Set(["CHANGED", "PLAN", "USAGE"]);

/** @throws InputError when no Redis answers; what is wrong with this worker, once a task has shown it */
export const runWorker = async (options: WorkerOptions): Promise<void> => {
  const { url, store, means, concurrency, lockSeconds, onReady, onTrouble, onTask, signal } = options;
  const { Worker, UnrecoverableError } = await loadBullmq();
  await assertAnswers(url);
  const runner = new TaskRunner(store, means);
  const plans = new Plans(store);
  let refuse: (error: unknown) => void = () => {};
  const refused = new Promise<never>((_, reject) => {
    refuse = reject;
  });
  refused.catch(() => {});
  const work = async (job: Job<TaskJob, null>): Promise<null> => {
    try {
      assertBuild(job.data.build);
      const plan = await plans.get(job.data.plan);
      const isNew = await runner.run(plan, job.data.task, { onProgress: reporter(job) });
      onTask(job.data, isNew ? "done" : "was done already");
      return null;
    } catch (error) {
      onTask(job.data, error as Error);
      if (!(error instanceof GanDiversityError)) throw error;
      if (OF_THE_WORKER.has(error.code)) refuse(error);
      const message = error.inFlags;
      throw OF_THE_TASK.has(error.code) ? new UnrecoverableError(message) : new Error(message, { cause: error });
    }
  };
  const worker = new Worker<TaskJob, null, string>(queueName(), work, {
    connection: connectionOf(url),
    name: `${hostname()}-${process.pid}`.replace(/[^\w.-]/g, "_"),
    concurrency,
    lockDuration: 1000 * lockSeconds,
    stalledInterval: 500 * lockSeconds,
    maxStalledCount: MOST_STALLED,
    metrics: { maxDataPoints: WEEK },
  });
  // It goes on: waits, connects again, leaves a task to another worker. Said once, however often it is tried.
  let last = "";
  worker.on("error", ({ message }) => {
    if (message !== last && message !== "") onTrouble(message);
    last = message;
  });
  worker.on("ready", () => {
    last = "";
  });
  worker.once("ready", onReady);
  try {
    await Promise.race([refused, ended(signal)]);
  } finally {
    await worker.close();
    await runner.close();
  }
};

const ended = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });

/** Says now and then how many images are done. */
const reporter = (job: Job<TaskJob, null>) => {
  let due = 0;
  return ({ unit, done }: { unit?: string; done?: number }): void => {
    const now = performance.now();
    if (unit !== "images" || done === undefined || now < due) return;
    due = now + REPORTED;
    job.updateProgress(done).catch(() => {});
  };
};

/** Plans that were read: tasks come from few. */
class Plans {
  readonly #store: SharedStore;
  #last: { id: string; plan: Promise<Plan> } | null = null;

  constructor(store: SharedStore) {
    this.#store = store;
  }

  get(id: string): Promise<Plan> {
    if (this.#last?.id === id) return this.#last.plan;
    const plan = readPlan(this.#store, id);
    this.#last = { id, plan };
    plan.catch(() => {
      if (this.#last?.id === id) this.#last = null;
    });
    return plan;
  }
}
