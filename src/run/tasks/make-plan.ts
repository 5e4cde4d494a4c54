/** Makes the plan of opened runs: their checkpoints cut into tasks, what is compared behind what is embedded. */
import { endianness } from "node:os";
import { InputError } from "../../errors.ts";
import type { ImageCheckpoint, ImageSet } from "../../inputs/image-set.ts";
import type { SharedStore } from "../../shared/shared-store.ts";
import type { OpenedEmbedder } from "../open-embedder.ts";
import { buildId } from "../tool-version.ts";
import { type CutCheckpoint, cutCheckpoint } from "./cut-tasks.ts";
import { identified, type Plan, writePlan } from "./plan.ts";
import { type EmbedTask, picturesOf, type Task } from "./task.ts";

/** What decides a plan beside the pictures. */
export type Asked = Pick<Plan, "folder" | "options" | "oneRun" | "taskImages">;

/** A checkpoint, and which tasks of the plan are its own. */
interface PlannedCheckpoint extends CutCheckpoint {
  run: number;
  /** In the order of its shares. */
  embedTasks: number[];
}

export interface MadePlan {
  plan: Plan;
  checkpoints: Map<ImageCheckpoint, PlannedCheckpoint>;
}

/** What embeds, in so far as it decides the values. */
export const runtimeOf = ({ embedder, backend }: Pick<OpenedEmbedder, "embedder" | "backend">): string =>
  JSON.stringify([buildId(), embedder.cacheKey, backend.name, backend.device.split(",")[0]!, endianness()]);

/** @param sets of the runs, in order @throws InputError when there is nothing to share out */
export const makePlan = async (
  sets: readonly Pick<ImageSet, "checkpoints">[],
  asked: Asked,
  opened: OpenedEmbedder,
): Promise<MadePlan> => {
  const runtime = runtimeOf(opened);
  const tasks: Task[] = [];
  const checkpoints = new Map<ImageCheckpoint, PlannedCheckpoint>();
  for (const [run, set] of sets.entries())
    for (const source of set.checkpoints) {
      const cut = await cutCheckpoint(source, { runtime, taskImages: asked.taskImages });
      const embedTasks = cut.embeds.map(({ key, images }) =>
        tasks.push({ kind: "embed", key, run, label: source.label, after: null, images } satisfies EmbedTask),
      );
      checkpoints.set(source, { ...cut, run, embedTasks });
    }
  if (tasks.length === 0)
    throw new InputError("NO_TASKS", "Expected pictures to share out but found none. Next: judge scores with check.");
  const { dimension } = opened.embedder;
  return { plan: identified({ build: buildId(), ...asked, runtime, dimension, tasks }), checkpoints };
};

/** With everything that workers read. */
export const publishPlan = async ({ plan, checkpoints }: MadePlan, store: SharedStore): Promise<void> => {
  const there = new Set(await store.names());
  for (const { embeds } of checkpoints.values())
    for (const { key, listed } of embeds)
      if (!there.has(picturesOf(key))) await store.put(picturesOf(key), Buffer.from(JSON.stringify(listed)));
  await writePlan(plan, store);
};
