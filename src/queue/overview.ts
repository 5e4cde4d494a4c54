/** What goes on in a queue. */
import type { TaskJob, TaskQueue } from "./connection.ts";

export interface Overview {
  /** Of the queue: it holds the tasks of one build. */
  name: string;
  counts: { waiting: number; running: number; delayed: number; done: number; failed: number };
  workers: string[];
  running: (QueuedTask & { worker: string | null; done: number; seconds: number })[];
  /** The last ones first. */
  failed: (QueuedTask & { attempts: number; reason: string })[];
}

export interface QueuedTask extends Pick<TaskJob, "task" | "label" | "images"> {
  kind: string;
}

const MOST_SHOWN = 100;

export const overviewOf = async (queue: TaskQueue, now = Date.now()): Promise<Overview> => {
  const counts = await queue.getJobCounts("wait", "prioritized", "active", "delayed", "completed", "failed");
  const { wait = 0, prioritized = 0, active = 0, delayed = 0, completed = 0, failed = 0 } = counts;
  const workers = await queue.getWorkers();
  // A job may end between two looks.
  const running = (await queue.getActive(0, MOST_SHOWN)).filter((job) => job != null);
  const broken = (await queue.getFailed(0, MOST_SHOWN)).filter((job) => job != null);
  return {
    name: queue.name,
    counts: { waiting: wait + prioritized, running: active, delayed, done: completed, failed },
    workers: workers.map(({ rawname = "", addr = "" }) => /:w:(.+)$/.exec(rawname)?.[1] ?? addr).sort(),
    running: running.map((job) => ({
      ...told(job.name, job.data),
      worker: job.processedBy ?? null,
      done: Number(job.progress) || 0,
      seconds: Math.max(0, Math.round((now - (job.processedOn ?? now)) / 1000)),
    })),
    failed: broken.map((job) => ({
      ...told(job.name, job.data),
      attempts: job.attemptsMade,
      reason: job.failedReason ?? "",
    })),
  };
};

const told = (kind: string, { task, label, images }: TaskJob): QueuedTask => ({ kind, task, label, images });
