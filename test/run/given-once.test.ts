import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { analyze } from "../../src/run/analyze.ts";
import type { CheckpointEmbeddings } from "../../src/run/options.ts";
import { writeDrawings } from "../helpers/pictures.ts";

const STEPS = [100, 200, 300];
const LONG_AGO = new Date("2020-01-01");
let root: string;
let samples: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "gan-diversity-given-"));
  samples = join(root, "samples");
  for (const step of STEPS) {
    const seeds = Array.from({ length: 16 }, (_, seed) => seed + step);
    for (const path of await writeDrawings(join(samples, `step_${step}`), seeds))
      await utimes(path, LONG_AGO, LONG_AGO);
  }
});
afterAll(() => rm(root, { recursive: true }));

/** What a run gives to who takes these numbers of checkpoints with their embeddings, and the others without. */
const given = async (cache: string | undefined, wanted: readonly number[]) => {
  const begun: number[] = [];
  const taken: (readonly number[] | null)[] = [];
  const onCheckpoint = (images: CheckpointEmbeddings) => {
    begun.push(images.index);
    taken[images.index] = wanted.includes(images.index) ? [...images.embeddings] : null;
  };
  const { checkpoints } = await analyze({ inputs: [samples], threads: 1, onCheckpoint, ...(cache ? { cache } : {}) });
  return { begun, taken, checkpoints };
};

/** A cache that knows all images, and whose embeddings are damaged. */
const damaged = async (name: string): Promise<string> => {
  const cache = join(root, name);
  await given(cache, []);
  for (const segment of (await readdir(cache)).filter((file) => file.endsWith(".segment"))) {
    const bytes = await readFile(join(cache, segment));
    // The records are the last part; the keys in front of them stay.
    await writeFile(join(cache, segment), bytes.fill(0, bytes.length / 2));
  }
  return cache;
};

test("who asks for no embeddings is given every checkpoint once, whether or not they can be read", async () => {
  const whole = await given(undefined, []);
  const { begun, checkpoints } = await given(await damaged("unread"), []);
  expect(begun).toEqual([0, 1, 2]);
  expect(checkpoints).toEqual(whole.checkpoints);
});

test("embeddings that can not be read are made again; what was given before is not given again", async () => {
  const whole = await given(undefined, [0, 1, 2]);
  expect(whole.taken.map((values) => values!.length > 0)).toEqual([true, true, true]);
  const { begun, taken, checkpoints } = await given(await damaged("read"), [1, 2]);
  // The second one failed once.
  expect(begun).toEqual([0, 1, 1, 2]);
  expect(taken).toEqual([null, whole.taken[1], whole.taken[2]]);
  expect(checkpoints).toEqual(whole.checkpoints);
});
