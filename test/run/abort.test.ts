import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { BATCH, type Backend } from "../../src/compute/backend.ts";
import { openMemoryImages } from "../../src/inputs/memory-images.ts";
import { openImages } from "../../src/inputs/open-images.ts";
import { embedCheckpoint } from "../../src/run/embed-checkpoint.ts";
import { Stages } from "../../src/run/stages.ts";
import { writeDrawings } from "../helpers/pictures.ts";

const IMAGES = 10 * BATCH;
const reason = new Error("enough");

/** Distinct images of one checkpoint: no two have the same first pixels. */
const source = async () => {
  const images = Array.from({ length: IMAGES }, (_, index) => {
    const pixels = new Uint8Array(8 * 8 * 3);
    pixels.set([index % 256, index >> 8]);
    return { name: `${index}.png`, step: null, width: 8, height: 8, pixels };
  });
  return (await openMemoryImages(images)).checkpoints[0]!;
};

const lab = (signal: AbortSignal, embed: () => void) => ({
  embedder: { id: "test", cacheKey: "test", size: 8, dimension: 2, inputLength: 3, prepare: () => {} },
  backend: {
    name: "test",
    device: "test",
    batchesAtOnce: 1,
    embed: async () => {
      embed();
      return new Float32Array(2 * BATCH).fill(Math.SQRT1_2);
    },
  } as unknown as Backend,
  cache: null,
  trusts: true,
  threads: 1,
  stages: new Stages(undefined, signal),
});

test("a signal ends a checkpoint between two batches", async () => {
  const controller = new AbortController();
  let batches = 0;
  const embedding = embedCheckpoint(
    await source(),
    lab(controller.signal, () => {
      if (++batches === 2) controller.abort(reason);
    }),
  );
  await expect(embedding).rejects.toBe(reason);
  // Two more may have been handed out before the second was answered.
  expect(batches).toBeLessThanOrEqual(4);
});

test("without a signal every batch is embedded", async () => {
  let batches = 0;
  const { images } = await embedCheckpoint(
    await source(),
    lab(new AbortController().signal, () => batches++),
  );
  expect([images.length, batches]).toEqual([IMAGES, 10]);
});

test("no stage begins, and none is reported, once the signal is aborted", async () => {
  const reported: string[] = [];
  const stages = new Stages(({ stage }) => reported.push(stage), AbortSignal.abort(reason));
  let ran = false;
  await expect(
    stages.run("images", async () => {
      ran = true;
    }),
  ).rejects.toBe(reason);
  expect([ran, reported]).toEqual([false, []]);
});

test("a signal ends the reading of headers before the next batch of files", async () => {
  const folder = await mkdtemp(join(tmpdir(), "gan-diversity-"));
  try {
    await writeDrawings(folder, [1, 2, 3]);
    await expect(openImages([folder], { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  } finally {
    await rm(folder, { recursive: true });
  }
});
