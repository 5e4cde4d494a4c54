/** The matrix of a large checkpoint in the shared folder: its values raw, so that threads read them in place, and what they are beside them. */
import { createHash } from "node:crypto";
import { stat } from "node:fs/promises";
import { InputError } from "../../errors.ts";
import type { StoredRows } from "../../pairs/blocks/block-job.ts";
import type { SharedStore } from "../../shared/shared-store.ts";
import { seal, unseal } from "./sealed.ts";
import { matrixOf, type RowsTask, resultOf } from "./task.ts";

const MAGIC = "GDROWS01";
const LARGEST_DESCRIPTION = 4096;

export interface Matrix {
  n: number;
  dimension: number;
  /** Names the content of its rows, in order. */
  content: string;
}

/** @param contentHashes of the images, in the order of the rows */
export const contentOf = (contentHashes: Iterable<string>): string => {
  const hash = createHash("sha256");
  for (const contentHash of contentHashes) hash.update(contentHash);
  return hash.digest("hex");
};

export const describeMatrix = (matrix: Matrix): Buffer => seal(MAGIC, [Buffer.from(JSON.stringify(matrix))]);

/** @throws InputError when it is not there or damaged */
export const readMatrix = async (task: RowsTask, number: number, store: SharedStore): Promise<Matrix> => {
  const body = unseal(MAGIC, (await store.get(resultOf(task), LARGEST_DESCRIPTION)) ?? Buffer.alloc(0));
  if (!body) throw damaged(number, resultOf(task), store);
  // Sealed by this build.
  return JSON.parse(body.toString("utf8")) as Matrix;
};

/** @throws InputError when it is not there or was cut off */
export const storedMatrix = async (task: RowsTask, number: number, store: SharedStore): Promise<StoredRows> => {
  const { n, dimension } = await readMatrix(task, number, store);
  const path = await store.file(matrixOf(task.key));
  if (path === null || (await stat(path)).size !== 4 * n * dimension) throw damaged(number, matrixOf(task.key), store);
  return { n, dimension, path };
};

/** Says which task to do again. */
export const damaged = (number: number, name: string, { place }: SharedStore): InputError =>
  new InputError(
    "RESULT",
    `Expected the result of task ${number} but ${name} in ${place} is damaged or gone. Next: remove it and do the task again: gan-diversity task ${number} --shared ${place}`,
  );
