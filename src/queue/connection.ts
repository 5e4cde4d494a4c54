/** The connection to Redis: BullMQ is loaded here, and only when a queue was asked for. */
import type { Queue, RedisOptions } from "bullmq";
import { InputError } from "../errors.ts";
import type { Plan } from "../run/tasks/plan.ts";
import { buildId } from "../run/tool-version.ts";

/** What a worker is told of a task; the plan lies in the shared folder. */
export interface TaskJob {
  build: string;
  plan: Plan["id"];
  /** From 1 on. */
  task: number;
  /** Of its checkpoint, for people. */
  label: string;
  images: number;
}

export type TaskQueue = Queue<TaskJob, null, string>;

/** Milliseconds until a Redis that is there has answered. */
const PATIENCE = 5000;
const LONGEST_PAUSE = 5000;

/** Builds do not see each other's tasks. */
export const queueName = (): string =>
  `gan-diversity-${buildId()
    .replace(/[^\w.-]/g, "_")
    .slice(0, 40)}`;

/** @throws InputError when it is not installed */
export const loadBullmq = async (): Promise<typeof import("bullmq")> => {
  try {
    return await import("bullmq");
  } catch (cause) {
    throw new InputError(
      "NO_BULLMQ",
      "Expected the package bullmq for --queue but it can not be loaded. Next: npm install bullmq where gan-diversity is installed (with -g where that is installed globally), or use gan-diversity plan, task and merge, which need no queue",
      { cause },
    );
  }
};

/** @param url redis://, rediss:// (TLS) with user and password where there are some, or unix:PATH of a socket */
export const connectionOf = (url: string): RedisOptions => ({
  ...(url.startsWith("unix:") ? { path: url.slice("unix:".length).replace(/^\/\/\//, "/") } : { url }),
  // Commands wait for a Redis that is away.
  maxRetriesPerRequest: null,
  retryStrategy: (times) => Math.min(100 * times, LONGEST_PAUSE),
});

/** @returns connected; it connects again by itself @throws InputError when no Redis answers */
export const openQueue = async (url: string): Promise<TaskQueue> => {
  const { Queue } = await loadBullmq();
  await assertAnswers(url);
  const queue: TaskQueue = new Queue(queueName(), { connection: connectionOf(url) });
  // It waits and connects again; who waits for results sees that none come.
  queue.on("error", () => {});
  return queue;
};

/** @throws InputError */
export const assertAnswers = async (url: string): Promise<void> => {
  const { Queue } = await loadBullmq();
  const connection = { ...connectionOf(url), retryStrategy: () => null, connectTimeout: PATIENCE };
  const probe = new Queue(queueName(), { connection });
  let last: unknown;
  probe.on("error", (error) => {
    last = error;
  });
  try {
    await probe.waitUntilReady();
    await probe.getJobCounts("wait");
  } catch (error) {
    throw new InputError(
      "NO_REDIS",
      `Expected a Redis at ${withoutPassword(url)} but it does not answer: ${reasonOf(last ?? error)}. Next: check the address and whether redis-server runs`,
    );
  } finally {
    await probe.disconnect().catch(() => {});
  }
};

/** For people: whoever reads over a shoulder or in a log learns no password. */
export const withoutPassword = (url: string): string => url.replace(/^(\w+:\/\/)?.*@/s, "$1***@");

const reasonOf = (error: unknown): string => {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === "ECONNREFUSED" ? "the connection is refused" : message.replaceAll("\n", " ") || String(code);
};
