/** Sorts the embeddings of a large checkpoint into the matrix whose pairs are compared, as a check of one process does. */
import { closeSync, openSync, readSync } from "node:fs";
import { type ImageFault, imageFault } from "../../metrics/image-faults.ts";
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
    const isHeld = 4 * dimension * task.images <= MOST_HELD;
    for (const number of numbersIn(task.after)) {
      check();
      images.push(...(await imagesOf(number, { plan, store, columns: task.columns, isHeld, opened })));
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
  isHeld: boolean;
  /** To be closed. */
  opened: number[];
}

/** Bytes of embeddings that are held at once; of more each is read when it is asked for. */
const MOST_HELD = 2 ** 29;

/** @returns with embeddings that are there, or are read when they are asked for */
const imagesOf = async (number: number, { plan, store, columns, isHeld, opened }: From): Promise<EmbeddedMember[]> => {
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
    const said = { member: `${number}.${at}`, contentHash, fault: imageFault({ spread, isNoise }) };
    return [new StoredMember(said, isHeld ? image.embedding : { file, start, dimension })];
  });
};

/** A class and no closure, which would hold on to the whole result. */
class StoredMember implements EmbeddedMember {
  readonly member: string;
  readonly contentHash: string;
  readonly fault: ImageFault;
  readonly key = null;
  readonly #values: Float32Array | { file: number; start: number; dimension: number };

  constructor(
    { member, contentHash, fault }: Pick<EmbeddedMember, "member" | "contentHash" | "fault">,
    values: Float32Array | { file: number; start: number; dimension: number },
  ) {
    this.member = member;
    this.contentHash = contentHash;
    this.fault = fault;
    this.#values = values;
  }

  get embedding(): Float32Array {
    if (this.#values instanceof Float32Array) return this.#values;
    const { file, start, dimension } = this.#values;
    const values = new Float32Array(dimension);
    readSync(file, bytesOf(values), 0, 4 * dimension, start);
    return values;
  }
}
