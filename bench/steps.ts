/** What every image costs one core, step by step, and what the network alone does. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { BATCH, type Backend } from "../src/compute/backend.ts";
import { selectBackend } from "../src/compute/select.ts";
import { loadBuiltInEmbedder } from "../src/embed/built-in.ts";
import { isNoise } from "../src/pixels/noise/is-noise.ts";
import { PictureFile } from "../src/pixels/picture-file.ts";
import { hashOf, pictureOf } from "../src/pixels/read-picture.ts";
import { colourSpread } from "../src/pixels/tile-pixels.ts";

const SAMPLE = 2000;

/** The network alone, prepared inputs at hand, on so many threads: images per second, and microseconds of a core per image. */
export const networkAlone = async (threads: number): Promise<{ rate: number; cost: number }> => {
  const { network, inputLength } = await loadBuiltInEmbedder();
  const { backend } = await selectBackend("cpu", threads);
  await backend.loadModel(network);
  const input = new Float32Array(BATCH * inputLength).map((_, index) => Math.sin(index));
  await embedTimes(backend, input, 10);
  const batches = 50 * threads;
  const start = performance.now();
  const startCpu = process.cpuUsage();
  await embedTimes(backend, input, batches);
  const { user, system } = process.cpuUsage(startCpu);
  const rate = (batches * BATCH) / ((performance.now() - start) / 1000);
  await backend.close();
  return { rate, cost: (user + system) / (batches * BATCH) };
};

const embedTimes = async (backend: Backend, input: Float32Array, batches: number): Promise<void> => {
  let next = 0;
  const worker = async () => {
    while (next++ < batches) await backend.embed(input.slice());
  };
  await Promise.all(Array.from({ length: backend.batchesAtOnce }, worker));
};

/** Microseconds of a core per image, for the steps before the network. */
export const stepCosts = async (folder: string): Promise<Record<string, number>> => {
  const { prepare, inputLength } = await loadBuiltInEmbedder();
  const files = readdirSync(folder)
    .slice(0, SAMPLE)
    .map((name) => new PictureFile(join(folder, name)));
  const costs: Record<string, number> = {};
  const cost = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const start = process.cpuUsage();
    const result = await work();
    const { user, system } = process.cpuUsage(start);
    costs[name] = (user + system) / files.length;
    return result;
  };
  const contents = await cost("read and hash", async () => {
    const read = [];
    for (const file of files) read.push(await file.content());
    for (const content of read) await hashOf(content);
    return read;
  });
  const pictures = await cost("decode", async () => {
    const decoded = [];
    for (const content of contents) decoded.push(await pictureOf(content));
    return decoded;
  });
  await cost("measure", async () => {
    for (const picture of pictures) {
      colourSpread(picture);
      isNoise(picture);
    }
  });
  const target = new Float32Array(inputLength);
  await cost("prepare", async () => {
    for (const { pixels } of pictures) prepare(pixels, target, 0);
  });
  return costs;
};

/** Pictures a second that sharp decodes, so many at a time, nothing else being done. */
export const decodeRate = async (folder: string, atOnce: number): Promise<number> => {
  const files = readdirSync(folder).map((name) => new PictureFile(join(folder, name)));
  let next = 0;
  const start = performance.now();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (next < files.length) await pictureOf(await files[next++]!.content());
    }),
  );
  return files.length / ((performance.now() - start) / 1000);
};
