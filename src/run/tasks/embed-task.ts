/** Embeds the pictures of one task, as a check of one process does. */
import type { Skipped } from "../../analysis/analysis.ts";
import type { LanedImage } from "../../embed/lanes/embed-pictures.ts";
import { InputError } from "../../errors.ts";
import { type ImageFile, undecodable } from "../../pixels/decode.ts";
import type { SharedStore } from "../../shared/shared-store.ts";
import { embedInto, type Gathering } from "../embed-checkpoint.ts";
import type { Lab } from "../lab.ts";
import { embedKey } from "./cut-tasks.ts";
import { type EmbeddedImage, encodeEmbedResult } from "./embed-result.ts";
import { openPictures, readPictureList } from "./picture-list.ts";
import type { Plan } from "./plan.ts";
import { type EmbedTask, picturesOf, resultOf } from "./task.ts";

/** What a task works with. */
export type TaskLab = Pick<Lab, "embedder" | "backend" | "stages" | "threads">;

const LARGEST_LIST = 2 ** 28;

/** @throws InputError when its pictures are not there, or were changed */
export const embedTask = async (
  task: EmbedTask,
  { plan, store }: { plan: Plan; store: SharedStore },
  lab: TaskLab,
): Promise<void> => {
  const name = picturesOf(task.key);
  const listed = readPictureList((await store.get(name, LARGEST_LIST)) ?? Buffer.alloc(0));
  if (!listed || embedKey(plan.runtime, listed) !== task.key)
    throw new InputError(
      "PLAN",
      `Expected the list of pictures ${name} in ${store.place} but it is damaged or not there. Next: plan again.`,
    );
  const images = await openPictures(listed);
  const collected = new Collected();
  const source = { step: null, label: task.label, source: "", images };
  const embedding = { ...lab, cache: null, trusts: false };
  for await (const _ of embedInto([collected], [source], embedding));
  const { dimension } = lab.embedder;
  const skipped = collected.skipped.map(({ path, reason }) => [Number(path), reason] as const);
  const found = images.map((image) => collected.found.get(image) ?? null);
  await store.put(resultOf(task), encodeEmbedResult({ dimension, images: found, skipped }));
};

/** Everything is embedded, nothing is known. */
class Collected implements Gathering {
  readonly found = new Map<ImageFile, EmbeddedImage>();
  readonly skipped: Skipped[] = [];

  unknown(images: readonly ImageFile[]): readonly ImageFile[] {
    return images;
  }

  notInCache(images: readonly ImageFile[]): ImageFile[] {
    return [...images];
  }

  async add(image: ImageFile, seen: Omit<LanedImage, "image">): Promise<void> {
    this.found.set(image, seen);
  }

  skip(image: ImageFile, reason: string): void {
    this.skipped.push(undecodable(image, reason));
  }
}
