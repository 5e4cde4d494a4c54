/** `gan-diversity queue`: what runs, waits and fails. */
import type { Command } from "commander";
import { UsageError } from "../../errors.ts";
import type { Overview, QueuedTask } from "../../queue/overview.ts";
import { plainLines, whole } from "../../report/words.ts";
import { untilStopped } from "../interrupt.ts";
import { writeStandardOutput } from "../output/standard-output.ts";
import { parseQueue } from "./sharing-options.ts";

interface QueueValues {
  queue: string;
  json?: boolean;
  metrics?: { host: string; port: number };
}

export const addQueueCommand = (program: Command, finish: (exitCode: number) => void): void => {
  program
    .command("queue")
    .description("show what runs, waits and fails in the queue of this version")
    .requiredOption("--queue <url>", "the Redis that carries the tasks", parseQueue)
    .option("--json", "as JSON")
    .option(
      "--metrics <port>",
      "serve them for Prometheus there until Ctrl-C; HOST:PORT for other machines",
      readAddress,
    )
    .action(async (values: QueueValues) => finish(await show(values)));
};

const show = async ({ queue: url, json = false, metrics }: QueueValues): Promise<number> => {
  const { openQueue } = await import("../../queue/connection.ts");
  const queue = await openQueue(url);
  try {
    if (metrics) {
      const { serveMetrics } = await import("../../queue/metrics.ts");
      const serving = await serveMetrics(queue, metrics);
      await writeStandardOutput(`metrics at ${serving.url}\n`);
      await untilStopped((signal) => new Promise((resolve) => signal.addEventListener("abort", () => resolve(null))));
      serving.close();
      return 0;
    }
    const { overviewOf } = await import("../../queue/overview.ts");
    const overview = await overviewOf(queue);
    await writeStandardOutput(json ? `${JSON.stringify(overview, null, 2)}\n` : plainLines(textOf(overview)));
    return 0;
  } finally {
    await queue.disconnect();
  }
};

const textOf = ({ name, counts, workers, running, failed }: Overview): string => {
  const { waiting, running: atWork, delayed, done, failed: broken } = counts;
  const again = delayed > 0 ? `, ${whole(delayed)} to be tried again` : "";
  return [
    `${name}: ${whole(atWork)} running, ${whole(waiting)} waiting${again}, ${whole(broken)} failed, ${whole(done)} done lately`,
    workers.length === 0
      ? "no workers. Next: gan-diversity worker --queue URL --shared FOLDER"
      : `workers: ${workers.join(", ")}`,
    ...running.map(
      (task) => `  ${titleOf(task)}: ${progressOf(task)}${task.seconds} s, ${task.worker ?? "unknown worker"}`,
    ),
    ...failed.map((task) => `  ${titleOf(task)} failed ${task.attempts} times: ${task.reason}`),
    "",
  ].join("\n");
};

const titleOf = ({ task, kind, label }: QueuedTask): string => `task ${task} (${kind}, ${label})`;

const progressOf = ({ images, done }: Overview["running"][number]): string =>
  images === 0 ? "" : `${whole(Math.min(done, images))} of ${whole(images)} images, `;

/** @throws UsageError */
const readAddress = (text: string): { host: string; port: number } => {
  const [, host = "127.0.0.1", port] = /^(?:([\w.-]+):)?(\d{1,5})$/.exec(text) ?? [];
  if (port === undefined || Number(port) > 65_535)
    throw new UsageError(`Expected a port or HOST:PORT for --metrics but received ${JSON.stringify(text)}`);
  return { host, port: Number(port) };
};
