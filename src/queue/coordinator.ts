/** Hands the tasks of a plan to workers and sees them done: what counts is the results in the shared folder, the queue only carries work. */
import { setTimeout as sleep } from "node:timers/promises";
import type { JobsOptions } from "bullmq";
import { InputError } from "../errors.ts";
import type { Progress } from "../run/stages.ts";
import { missingTasks, type Plan } from "../run/tasks/plan.ts";
import { numbersIn, type Task } from "../run/tasks/task.ts";
import type { SharedStore } from "../shared/shared-store.ts";
import type { TaskJob, TaskQueue } from "./connection.ts";

/** Milliseconds between two looks at the queue, and at most between two at the folder. */
const LOOK = 300;
const LIST = 5000;
/** Milliseconds after which a Redis that does not answer is said to be away. */
const AWAY = 5000;
/** Tasks in the queue at once. */
const MOST_QUEUED = 1000;
const FAILED_SHOWN = 1000;

const OPTIONS: JobsOptions = {
  attempts: 5,
  backoff: { type: "exponential", delay: 1000 },
  removeOnComplete: { age: 24 * 3600, count: 10_000 },
  removeOnFail: { age: 7 * 24 * 3600 },
};

export interface Coordinated {
  plan: Plan;
  store: SharedStore;
  report: (progress: Progress) => void;
  signal: AbortSignal | undefined;
}

export class Coordinator {
  readonly #queue: TaskQueue;
  readonly #of: Coordinated;
  readonly #missing: Set<number>;
  readonly #queued = new Set<number>();
  #waiting: { tasks: readonly number[]; done: () => void; fail: (error: unknown) => void }[] = [];
  #failed: unknown = null;
  readonly #closing = new AbortController();
  #listed = 0;
  #counts = "";
  #loop: Promise<void> = Promise.resolve();

  constructor(queue: TaskQueue, of: Coordinated) {
    this.#queue = queue;
    this.#of = of;
    this.#missing = new Set(numbersIn([1, of.plan.tasks.length]));
  }

  /** Begins to hand out tasks. */
  start(): void {
    this.#loop = this.#run().catch((error: unknown) => {
      this.#failed = error;
      for (const { fail } of this.#waiting) fail(error);
    });
  }

  /** @throws InputError when one of them failed for good, the reason of the signal once it is aborted */
  wait(tasks: readonly number[]): Promise<void> {
    if (this.#failed) return Promise.reject(this.#failed);
    if (this.#areDone(tasks)) return Promise.resolve();
    return new Promise((done, fail) => this.#waiting.push({ tasks, done, fail }));
  }

  /** What is queued stays queued. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#loop;
    await this.#queue.disconnect().catch(() => {});
  }

  async #run(): Promise<void> {
    const { signal, report } = this.#of;
    const isAborted = aborted(signal);
    const isClosed = aborted(this.#closing.signal);
    // They are raced with; behind the last task nobody waits for them.
    for (const end of [isAborted, isClosed]) end.catch(() => {});
    try {
      while (this.#missing.size > 0) {
        const isAway = setTimeout(() => report({ stage: "waiting for Redis" }), AWAY);
        await Promise.race([this.#look(), isAborted, isClosed]).finally(() => clearTimeout(isAway));
        for (const waiting of this.#waiting) if (this.#areDone(waiting.tasks)) waiting.done();
        this.#waiting = this.#waiting.filter(({ tasks }) => !this.#areDone(tasks));
        if (this.#missing.size > 0) await Promise.race([sleep(LOOK), isAborted, isClosed]);
      }
    } catch (error) {
      if (!this.#closing.signal.aborted) throw error;
    }
  }

  async #look(): Promise<void> {
    // Before the folder: a task that is in the queue no more has its result there.
    const { failed = 0, ...pending } = await this.#queue.getJobCounts(
      "wait",
      "prioritized",
      "active",
      "delayed",
      "failed",
    );
    const counts = JSON.stringify(pending);
    const isIdle = Object.values(pending).every((count) => count === 0);
    if (counts !== this.#counts || isIdle || performance.now() - this.#listed > LIST) await this.#list();
    this.#counts = counts;
    // The queue has lost them, as a Redis that keeps nothing does.
    if (isIdle && failed === 0) this.#queued.clear();
    if (failed > 0) await this.#assertNoneFailed();
    await this.#add();
    await this.#report();
  }

  async #list(): Promise<void> {
    const missing = new Set(await missingTasks(this.#of.plan, this.#of.store, [...this.#missing]));
    for (const number of this.#missing) if (!missing.has(number)) this.#missing.delete(number);
    for (const number of this.#queued) if (!missing.has(number)) this.#queued.delete(number);
    this.#listed = performance.now();
  }

  async #assertNoneFailed(): Promise<void> {
    const own = new Map([...this.#queued].map((number) => [jobId(this.#task(number)), number]));
    for (const job of await this.#queue.getFailed(0, FAILED_SHOWN)) {
      const number = job?.id === undefined ? undefined : own.get(job.id);
      if (number !== undefined && this.#missing.has(number))
        throw new InputError(
          "TASK",
          `Expected task ${number} (${job.data.label}) to be done but it failed ${job.attemptsMade} times: ${job.failedReason}. Next: mend what is said and run the same command again; what is done stays done.`,
        );
    }
  }

  /** What is ready, the tasks of earlier runs first. */
  async #add(): Promise<void> {
    const { plan } = this.#of;
    const ready: number[] = [];
    for (const number of this.#missing) {
      if (this.#queued.size + ready.length >= MOST_QUEUED) break;
      if (!this.#queued.has(number) && this.#areDone(numbersIn(this.#task(number).after))) ready.push(number);
    }
    if (ready.length === 0) return;
    await Promise.all(ready.map((number) => this.#forget(jobId(this.#task(number)))));
    await this.#queue.addBulk(
      ready.map((number) => {
        const task = this.#task(number);
        const { build, id } = plan;
        const data: TaskJob = { build, plan: id, task: number, label: task.label, images: imagesOf(task) };
        return { name: task.kind, data, opts: { ...OPTIONS, jobId: jobId(task), priority: task.run + 1 } };
      }),
    );
    for (const number of ready) this.#queued.add(number);
  }

  /** A job that ended and left no result would keep a new one with its name out. */
  async #forget(id: string): Promise<void> {
    const state = await this.#queue.getJobState(id);
    if (state === "completed" || state === "failed") await this.#queue.remove(id);
  }

  async #report(): Promise<void> {
    const { tasks } = this.#of.plan;
    const isEmbedding = [...this.#missing].some((number) => this.#task(number).kind === "embed");
    if (!isEmbedding) {
      const others = tasks.filter(({ kind }) => kind !== "embed").length;
      const done = others - this.#missing.size;
      this.#of.report({ stage: "pairs", done: Math.min(done, others - 1), total: others, label: "by workers" });
      return;
    }
    const total = tasks.reduce((sum, task) => sum + imagesOf(task), 0);
    const left = [...this.#missing].reduce((sum, number) => sum + imagesOf(this.#task(number)), 0);
    const active = await this.#queue.getActive(0, MOST_QUEUED);
    const underWay = active.reduce((sum, job) => sum + (Number(job?.progress) || 0), 0);
    const label = active.length === 0 ? "no worker is at work" : `${active.length} tasks at work`;
    this.#of.report({ stage: "embed", done: Math.min(total, total - left + underWay), total, unit: "images", label });
  }

  #task(number: number): Task {
    return this.#of.plan.tasks[number - 1]!;
  }

  #areDone(tasks: readonly number[]): boolean {
    return tasks.every((number) => !this.#missing.has(number));
  }
}

/** The same task has the same name in every plan, so it is queued once. */
const jobId = ({ kind, key }: Task): string => `${kind}-${key}`;

const imagesOf = (task: Task): number => (task.kind === "embed" ? task.images : 0);

/** Never resolves; rejects with the reason. */
const aborted = (signal: AbortSignal | undefined): Promise<never> =>
  new Promise((_, reject) => {
    if (signal?.aborted) reject(signal.reason);
    signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
