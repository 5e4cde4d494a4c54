/** Does one task of a plan: reads what it needs from where machines share it, and puts its result there. */
import { InputError, UsageError } from "../../errors.ts";
import type { SharedStore } from "../../shared/shared-store.ts";
import { SharedEmbedder } from "../open-embedder.ts";
import { type AnalyzeOptions, orderOf } from "../options.ts";
import { type Progress, Stages } from "../stages.ts";
import { embedTask } from "./embed-task.ts";
import { runtimeOf } from "./make-plan.ts";
import { pairsTask } from "./pairs-task.ts";
import { missingTasks, type Plan } from "./plan.ts";
import { rowsTask } from "./rows-task.ts";
import { inRanges, numbersIn, resultOf, type Task } from "./task.ts";

/** What a machine brings along. */
export type Means = Pick<AnalyzeOptions, "device" | "threads" | "modelFolder">;

export interface Watched {
  onProgress?: (progress: Progress) => void;
  signal?: AbortSignal;
}

/** Keeps the embedder open between tasks. */
export class TaskRunner {
  readonly #store: SharedStore;
  readonly #means: Means;
  #opened: { from: string; embedder: SharedEmbedder } | null = null;

  constructor(store: SharedStore, means: Means) {
    this.#store = store;
    this.#means = means;
  }

  /**
   * @param number from 1 on
   * @returns false where its result was there already
   * @throws InputError when it can not be done, UsageError when there is no such task
   */
  async run(plan: Plan, number: number, { onProgress, signal }: Watched = {}): Promise<boolean> {
    const task = plan.tasks[number - 1];
    if (!task)
      throw new UsageError(`Expected the number of a task, from 1 to ${plan.tasks.length}, but received ${number}`);
    if (await this.#store.has(resultOf(task))) return false;
    await this.#assertReady(plan, task);
    const order = this.#orderOf(plan);
    const stages = new Stages(onProgress, signal);
    const { embedder, backend } = await this.#embedder(plan).open(stages);
    const runtime = runtimeOf({ embedder, backend });
    if (runtime !== plan.runtime)
      throw new InputError(
        "RUNTIME",
        `Expected the runtime that was planned for but this machine offers another one: ${runtime} and not ${plan.runtime}. Next: choose the same with --device, or plan on a machine like this one.`,
      );
    const lab = { embedder, backend, stages, threads: order.threads };
    const at = { plan, store: this.#store };
    if (task.kind === "embed") await embedTask(task, at, lab);
    else if (task.kind === "rows") await rowsTask(task, at, () => stages.check());
    else await pairsTask(task, at, lab);
    return true;
  }

  async close(): Promise<void> {
    await this.#opened?.embedder.close();
    this.#opened = null;
  }

  async #assertReady(plan: Plan, { after }: Task): Promise<void> {
    const missing = await missingTasks(plan, this.#store, numbersIn(after));
    if (missing.length > 0)
      throw new InputError(
        "TASKS",
        `Expected the results that this task waits for but ${missing.length} of them are not there. Next: gan-diversity task ${inRanges(missing)} --shared ${this.#store.place}`,
      );
  }

  #orderOf({ options }: Plan) {
    return orderOf({ ...options, ...this.#means });
  }

  /** Of plans that ask for the same model it is the same one. */
  #embedder(plan: Plan): SharedEmbedder {
    const order = this.#orderOf(plan);
    const from = plan.runtime;
    if (this.#opened?.from === from) return this.#opened.embedder;
    this.#opened?.embedder.close();
    const embedder = new SharedEmbedder(order);
    this.#opened = { from, embedder };
    return embedder;
  }
}
