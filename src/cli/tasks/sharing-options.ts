/** How a check is shared among machines: flags that several commands have. */
import { resolve } from "node:path";
import type { Command } from "commander";
import { flagOf, UsageError } from "../../errors.ts";
import { withoutPassword } from "../../queue/connection.ts";
import type { Sharing } from "../../run/tasks/share-out.ts";
import { parserOf } from "../options.ts";

export interface SharingValues {
  queue: string;
  shared: string;
  taskImages: number;
  pairsFrom: number;
}

/** @throws UsageError that keeps a password to itself */
export const parseQueue = (text: string): string => {
  if (!/^(?:rediss?:\/\/[^\s/]|unix:\/)/.test(text))
    throw new UsageError(
      `Expected the URL of a Redis, such as redis://host:6379, for --queue but received ${JSON.stringify(withoutPassword(text))}`,
    );
  return text;
};

export const addSharedOption = (command: Command): Command =>
  command.requiredOption("--shared <folder>", "folder that all machines see under this path", parserOf("shared"));

export const addTaskOption = (command: Command): Command =>
  command
    .option("--task-images <count>", "images of a task, about (default: 4096)", parserOf("taskImages"))
    .option(
      "--pairs-from <count>",
      "images of a checkpoint from which its pairs are shared out too (default: 16384)",
      parserOf("pairsFrom"),
    );

/** For a check whose tasks workers take from a queue. */
export const addQueueOption = (command: Command): Command =>
  addTaskOption(
    command
      .option("--queue <url>", "have workers do the work, through this Redis; needs --shared", parseQueue)
      .option("--shared <folder>", "with --queue: folder that all machines see under this path", parserOf("shared")),
  );

/** null for a check by this process alone. @throws UsageError when one lacks the other */
export const queueOf = (values: Partial<SharingValues>): QueuedValues | null => {
  const { queue, shared, taskImages, pairsFrom } = values;
  if (queue !== undefined && shared !== undefined) return { ...values, queue, shared: resolve(shared) };
  if (queue !== undefined)
    throw new UsageError("Expected --shared together with --queue. Next: name a folder that all machines see");
  const [lone] = Object.entries({ shared, taskImages, pairsFrom }).filter(([, value]) => value !== undefined);
  if (lone)
    throw new UsageError(
      `Expected --queue together with ${flagOf(lone[0])}. Next: name the Redis, or use gan-diversity plan, task and merge without one`,
    );
  return null;
};

export type QueuedValues = Pick<SharingValues, "queue" | "shared"> & Partial<SharingValues>;

/** How tasks are cut. */
export const sharingOf = async (
  { taskImages, pairsFrom }: Partial<SharingValues>,
  oneRun = false,
): Promise<Sharing> => {
  const { PAIRS_FROM, TASK_IMAGES } = await import("../../run/tasks/share-out.ts");
  return { oneRun, taskImages: taskImages ?? TASK_IMAGES, pairsFrom: pairsFrom ?? PAIRS_FROM };
};
