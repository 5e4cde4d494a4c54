/** A check whose tasks are done by workers: planned, handed out, waited for, and judged as any other. */
import type { Analysis, RunSet } from "../analysis/analysis.ts";
import type { AnalyzeOptions } from "../run/options.ts";
import { publishPlan } from "../run/tasks/make-plan.ts";
import { checkShared, type Sharing } from "../run/tasks/share-out.ts";
import type { SharedStore } from "../shared/shared-store.ts";
import { openQueue } from "./connection.ts";
import { Coordinator } from "./coordinator.ts";

/** @param url of the Redis @throws InputError when no Redis answers or a task fails for good; as analyze does */
export const queuedCheck = async (
  options: AnalyzeOptions,
  sharing: Sharing,
  store: SharedStore,
  url: string,
): Promise<Analysis | RunSet> => {
  const queue = await openQueue(url);
  let coordinator: Coordinator | null = null;
  try {
    return await checkShared(options, sharing, store, async (made, stages) => {
      await publishPlan(made, store);
      const started = new Coordinator(queue, {
        plan: made.plan,
        store,
        report: (progress) => stages.report(progress),
        signal: options.signal,
      });
      coordinator = started;
      started.start();
      return (tasks) => started.wait(tasks);
    });
  } finally {
    await (coordinator as Coordinator | null)?.close();
    await queue.disconnect().catch(() => {});
  }
};
