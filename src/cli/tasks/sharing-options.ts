/** How a check is shared among machines: flags that several commands have. */
import { resolve } from "node:path";
import type { Command } from "commander";
import { UsageError } from "../../errors.ts";
import { withoutPassword } from "../../queue/connection.ts";
import { parserOf } from "../options.ts";

export interface SharingValues {
  queue: string;
  shared: string;
  taskImages: number;
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
  command.option("--task-images <count>", "images of a task, about (default: 4096)", parserOf("taskImages"));

/** For a check whose tasks workers take from a queue. */
export const addQueueOption = (command: Command): Command =>
  addTaskOption(
    command
      .option("--queue <url>", "have workers do the work, through this Redis; needs --shared", parseQueue)
      .option("--shared <folder>", "with --queue: folder that all machines see under this path", parserOf("shared")),
  );

/** null for a check by this process alone. @throws UsageError when one lacks the other */
export const queueOf = ({ queue, shared, taskImages }: Partial<SharingValues>): QueuedValues | null => {
  if (queue !== undefined && shared !== undefined)
    return { queue, shared: resolve(shared), ...(taskImages === undefined ? {} : { taskImages }) };
  if (queue !== undefined)
    throw new UsageError("Expected --shared together with --queue. Next: name a folder that all machines see");
  if (shared !== undefined || taskImages !== undefined)
    throw new UsageError(
      `Expected --queue together with ${shared === undefined ? "--task-images" : "--shared"}. Next: name the Redis, or use gan-diversity plan, task and merge without one`,
    );
  return null;
};

export interface QueuedValues
  extends Pick<SharingValues, "queue" | "shared">,
    Partial<Pick<SharingValues, "taskImages">> {}
