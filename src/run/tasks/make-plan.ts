/** Makes the plan of opened runs: their checkpoints cut into tasks, what is compared behind what is embedded. */
import { endianness } from "node:os";
import { InputError } from "../../errors.ts";
import type { ImageCheckpoint, ImageSet } from "../../inputs/image-set.ts";
import { pairBlocks } from "../../pairs/blocks/pair-blocks.ts";
import type { SharedStore } from "../../shared/shared-store.ts";
import type { OpenedEmbedder } from "../open-embedder.ts";
import { buildId } from "../tool-version.ts";
import { type CutCheckpoint, cutCheckpoint, keyOf } from "./cut-tasks.ts";
import { identified, type Plan, writePlan } from "./plan.ts";
import { type EmbedTask, picturesOf, type Task } from "./task.ts";

/** What decides a plan beside the pictures. */
export type Asked = Pick<Plan, "folder" | "options" | "oneRun" | "taskImages" | "pairsFrom">;

/** A checkpoint, and which tasks of the plan are its own. */
interface PlannedCheckpoint extends CutCheckpoint {
  run: number;
  /** In the order of its shares. */
  embedTasks: number[];
  /** null where its pairs are compared by who merges. */
  rowsTask: number | null;
  pairsTasks: number[];
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
      checkpoints.set(source, { ...cut, run, embedTasks, rowsTask: null, pairsTasks: [] });
    }
  if (tasks.length === 0)
    throw new InputError("NO_TASKS", "Expected pictures to share out but found none. Next: judge scores with check.");
  const { threshold } = opened;
  const large = [...checkpoints.values()].filter(({ source: { images } }) => images.length >= asked.pairsFrom);
  // What is not known before real images are measured, and what has no threads, is compared by who merges.
  if (threshold && opened.backend.lanes) addPairs(large, tasks, { ...asked, runtime, threshold: threshold.value });
  const { dimension } = opened.embedder;
  return { plan: identified({ build: buildId(), ...asked, runtime, dimension, tasks }), checkpoints };
};

/** Pairs of a task, about: some seconds of work. */
const TASK_PAIRS = 2.5e8;
/** Shares of a matrix. More would be more to add up, of millions of rows each. */
const FEWEST = 4;
const MOST = 64;

const addPairs = (
  large: readonly PlannedCheckpoint[],
  tasks: Task[],
  { options, runtime, threshold }: Pick<Asked, "options"> & { runtime: string; threshold: number },
): void => {
  for (const checkpoint of large) {
    const { embeds, embedTasks, run, source } = checkpoint;
    const columns = source.layout?.columns ?? null;
    const keys = embeds.map(({ key }) => key);
    const key = keyOf(["rows", runtime, keys, threshold, options.classes !== undefined, columns]);
    const common = { run, label: source.label, images: source.images.length };
    const after = [embedTasks[0]!, embedTasks.at(-1)!] as const;
    checkpoint.rowsTask = tasks.push({ kind: "rows", key, ...common, after, columns, threshold });
  }
  for (const checkpoint of large) {
    const { run, source, pairsTasks } = checkpoint;
    const of = checkpoint.rowsTask!;
    const n = source.images.length;
    const blocks = pairBlocks(n).length;
    const shares = Math.min(blocks, MOST, Math.max(FEWEST, Math.ceil((n * n) / 2 / TASK_PAIRS)));
    for (let share = 0; share < shares; share++) {
      const [from, to] = [share, share + 1].map((at) => Math.floor((at * blocks) / shares)) as [number, number];
      const key = keyOf(["pairs", tasks[of - 1]!.key, from, to]);
      pairsTasks.push(tasks.push({ kind: "pairs", key, run, label: source.label, after: [of, of], of, from, to }));
    }
  }
};

/** With everything that workers read. */
export const publishPlan = async ({ plan, checkpoints }: MadePlan, store: SharedStore): Promise<void> => {
  const there = new Set(await store.names());
  for (const { embeds } of checkpoints.values())
    for (const { key, listed } of embeds)
      if (!there.has(picturesOf(key))) await store.put(picturesOf(key), Buffer.from(JSON.stringify(listed)));
  await writePlan(plan, store);
};
