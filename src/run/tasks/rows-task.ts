/** Sorts the embeddings of a large checkpoint into the matrix whose pairs are compared, as a check of one process does. */
import { closeSync, openSync, readSync } from "node:fs";
import { imageFault } from "../../metrics/image-faults.ts";
import type { SharedStore } from "../../shared/shared-store.ts";
import type { EmbeddedMember } from "../gathered-images.ts";
import { judgedImages } from "../measure-images.ts";
import { decodeEmbedResult, LARGEST_RESULT } from "./embed-result.ts";
import { contentOf, damaged, describeMatrix } from "./matrix.ts";
import type { Plan } from "./plan.ts";
import { bytesOf } from "./sealed.ts";
import { type EmbedTask, matrixOf, numbersIn, type RowsTask, resultOf } from "./task.ts";

/** Rows written at once. */
const CHUNK = 4096;

/** @throws InputError when a result it needs is damaged */
export const rowsTask = async (
  task: RowsTask,
  { plan, store }: { plan: Plan; store: SharedStore },
  check: () => void,
): Promise<void> => {
  const { dimension } = plan;
  const opened: number[] = [];
  try {
    const images: EmbeddedMember[] = [];
    for (const number of numbersIn(task.after)) {
      check();
      images.push(...(await imagesOf(number, { plan, store, columns: task.columns, opened })));
    }
    const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
    images.sort((a, b) => compare(a.contentHash, b.contentHash) || compare(a.member, b.member));
    // Of a layout it matters only that there is one.
    const source = { layout: task.columns ?? undefined };
    const settings = { threshold: task.threshold, hasClasses: plan.options.classes !== undefined };
    const judged = judgedImages(source, images, settings).images.filter(({ fault }) => fault !== "blank");
    async function* chunks() {
      for (let start = 0; start < judged.length; start += CHUNK) {
        check();
        const some = judged.slice(start, start + CHUNK);
        const values = new Float32Array(some.length * dimension);
        for (const [row, { embedding }] of some.entries()) values.set(embedding, row * dimension);
        yield bytesOf(values);
      }
    }
    await store.put(matrixOf(task.key), chunks());
    const content = contentOf(judged.map(({ contentHash }) => contentHash));
    await store.put(resultOf(task), describeMatrix({ n: judged.length, dimension, content }));
  } finally {
    for (const file of opened) closeSync(file);
  }
};

interface From {
  plan: Plan;
  store: SharedStore;
  columns: number | null;
  /** To be closed. */
  opened: number[];
}

/** Embeddings are read when they are asked for, one by one: a million do not fit. */
const imagesOf = async (number: number, { plan, store, columns, opened }: From): Promise<EmbeddedMember[]> => {
  const task = plan.tasks[number - 1] as EmbedTask;
  const name = resultOf(task);
  const bytes = await store.get(name, LARGEST_RESULT);
  const { dimension } = plan;
  const result = bytes && decodeEmbedResult(bytes, { images: task.images, dimension });
  const path = await store.file(name);
  if (!result || path === null) throw damaged(number, name, store);
  const file = openSync(path, "r");
  opened.push(file);
  let row = 0;
  return result.images.flatMap((image, place): EmbeddedMember[] => {
    if (!image) return [];
    const { contentHash, spread, isNoise } = image;
    const start = result.rowsStart + 4 * dimension * row++;
    const at = columns === null ? `${place}` : `#${Math.floor(place / columns)},${place % columns}`;
    return [
      {
        member: `${number}.${at}`,
        contentHash,
        fault: imageFault({ spread, isNoise }),
        key: null,
        get embedding() {
          const values = new Float32Array(dimension);
          readSync(file, bytesOf(values), 0, 4 * dimension, start);
          return values;
        },
      },
    ];
  });
};
