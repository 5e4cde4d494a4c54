/** A check cut into tasks: each is done by itself, in any order but for what it waits for, and may be done twice. */

interface Common {
  /** Names its result: everything that decides it. */
  key: string;
  /** The run it belongs to, by its place, from 0 on. */
  run: number;
  /** Of the checkpoint, for people. */
  label: string;
  /** Numbers of the tasks it waits for, from 1 on: the first and the last; null for none. */
  after: readonly [first: number, last: number] | null;
}

/** Whole pictures become embeddings. */
export interface EmbedTask extends Common {
  kind: "embed";
  images: number;
}

/** The embeddings of a large checkpoint become one matrix, sorted by content, of the images whose pairs are compared. */
export interface RowsTask extends Common {
  kind: "rows";
  images: number;
  /** Of the sheet that the images are tiles of; null where they are no tiles. */
  columns: number | null;
  /** From which cosine on two images count as near-duplicates. */
  threshold: number;
}

/** A share of the blocks of all pairs of such a matrix is counted. */
export interface PairsTask extends Common {
  kind: "pairs";
  /** The task that makes the matrix. */
  of: number;
  /** Blocks [from, to) of those there are. */
  from: number;
  to: number;
}

export type Task = EmbedTask | RowsTask | PairsTask;

/** The piece that is there once the task is done. */
export const resultOf = ({ kind, key }: Pick<Task, "kind" | "key">): string =>
  kind === "rows" ? `rows-${key}.json` : `${kind}-${key}.bin`;

/** The matrix itself, raw; its description is the result of the task and written behind it. */
export const matrixOf = (key: string): string => `rows-${key}.f32`;

/** What an embedding task reads. */
export const picturesOf = (key: string): string => `pictures-${key}.json`;

export const numbersIn = (range: Common["after"]): number[] =>
  range === null ? [] : Array.from({ length: range[1] - range[0] + 1 }, (_, at) => range[0] + at);

/** `1-3,7`, for a shell and for SLURM alike. */
export const inRanges = (numbers: readonly number[]): string => {
  const ranges: [number, number][] = [];
  for (const number of numbers) {
    const last = ranges.at(-1);
    if (last && last[1] === number - 1) last[1] = number;
    else ranges.push([number, number]);
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(",");
};
