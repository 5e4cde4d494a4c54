/** The plan of a check as it lies in the shared folder: what was asked for, and the tasks it was cut into. */
import { InputError } from "../../errors.ts";
import type { SharedStore } from "../../shared/shared-store.ts";
import type { AnalyzeOptions } from "../options.ts";
import { buildId } from "../tool-version.ts";
import { keyOf } from "./cut-tasks.ts";
import { numbersIn, resultOf, type Task } from "./task.ts";

/** What can be written down of what was asked for. */
type PlannedOptions = Omit<AnalyzeOptions, "images" | "onCheckpoint" | "onProgress" | "signal" | "thumbnails">;

export interface Plan {
  /** Names it: the same inputs and settings make the same plan. */
  id: string;
  /** Of the code that cut it; no other does its tasks. */
  build: string;
  /** Absolute: what paths in the options are relative to. */
  folder: string;
  options: PlannedOptions;
  /** All pictures are one run. */
  oneRun: boolean;
  /** Images of an embedding task, about. */
  taskImages: number;
  /** Images of a checkpoint from which its pairs are shared out too. */
  pairsFrom: number;
  /** Build, embedder and runtime, as every task is held to. */
  runtime: string;
  /** Values of an embedding. */
  dimension: number;
  /** Task 1 first. */
  tasks: Task[];
}

/** The last one that was made in a folder. */
const LATEST = "plan.json";
const LARGEST_PLAN = 2 ** 28;
const named = (id: string): string => `plan-${id}.json`;

export const identified = (plan: Omit<Plan, "id">): Plan => ({ id: keyOf(plan), ...plan });

export const writePlan = async (plan: Plan, store: SharedStore): Promise<void> => {
  const bytes = Buffer.from(JSON.stringify(plan));
  await store.put(named(plan.id), bytes);
  await store.put(LATEST, bytes);
};

/**
 * @param id default: the last one
 * @throws InputError when there is none, it is damaged, or it was made by another build of this tool
 */
export const readPlan = async (store: SharedStore, id?: string): Promise<Plan> => {
  const bytes = await store.get(id === undefined ? LATEST : named(id), LARGEST_PLAN);
  if (!bytes)
    throw new InputError(
      "NO_PLAN",
      `Expected a plan in ${store.place} but found none. Next: gan-diversity plan INPUTS --shared ${store.place}`,
    );
  const plan = parsePlan(bytes);
  if (!plan)
    throw new InputError(
      "PLAN",
      `Expected a plan in ${store.place} but it is damaged. Next: plan again: gan-diversity plan INPUTS --shared ${store.place}`,
    );
  assertBuild(plan.build);
  return plan;
};

/** @param build of who made the plan @throws InputError when it is not this one */
export const assertBuild = (build: string): void => {
  const own = buildId();
  if (build !== own)
    throw new InputError(
      "BUILD",
      `Expected a plan of this build (${own}) but it was made by another one (${build}): results of two builds are not mixed. Next: install the same version of gan-diversity on all machines, or plan again with this one.`,
    );
};

/** Numbers of the tasks whose results are not there. @param among default: all */
export const missingTasks = async (
  { tasks }: Pick<Plan, "tasks">,
  store: SharedStore,
  among: readonly number[] = numbersIn([1, tasks.length]),
): Promise<number[]> => {
  const there = new Set(await store.names());
  return among.filter((number) => !there.has(resultOf(tasks[number - 1]!)));
};

const parsePlan = (bytes: Buffer): Plan | null => {
  try {
    const { id, ...plan } = JSON.parse(bytes.toString("utf8")) as Plan;
    // Whoever writes plans writes this name; a plan of another form, or that was cut off, has another.
    return identified(plan).id === id && hasForm(plan) ? { id, ...plan } : null;
  } catch {
    return null;
  }
};

const KEY = /^[0-9a-f]{32}$/;

const hasForm = (plan: Omit<Plan, "id">): boolean =>
  [plan.build, plan.folder, plan.runtime].every((text) => typeof text === "string") &&
  typeof plan.options === "object" &&
  plan.options !== null &&
  [plan.taskImages, plan.pairsFrom, plan.dimension].every((count) => Number.isSafeInteger(count) && count > 0) &&
  Array.isArray(plan.tasks) &&
  plan.tasks.every((task, index) => isTask(task, index + 1));

const isTask = (task: Task, number: number): boolean =>
  KEY.test(task.key) &&
  ["embed", "rows", "pairs"].includes(task.kind) &&
  (task.kind !== "pairs" || task.of === task.after?.[0]) &&
  (task.after === null ||
    (task.after.every((other) => Number.isSafeInteger(other) && other >= 1) && task.after[1] < number));
