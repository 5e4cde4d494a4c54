/** What an image costs the thread that plans and collects, while lanes embed: the limit of machines with many cores. */

import { selectBackend } from "../src/compute/select.ts";
import { loadBuiltInEmbedder } from "../src/embed/built-in.ts";
import { openImages } from "../src/inputs/open-images.ts";
import { embedCheckpoints } from "../src/run/embed-checkpoint.ts";
import { Stages } from "../src/run/stages.ts";

/** Microseconds in which this thread was not idle, per image, while it embedded all images of a folder. */
export const mainThreadCost = async (folder: string, threads: number): Promise<number> => {
  const { checkpoints } = await openImages([folder]);
  const embedder = await loadBuiltInEmbedder();
  const { backend } = await selectBackend("cpu", threads);
  await backend.loadModel(embedder.network);
  const lab = { embedder, backend, cache: null, trusts: true, threads, stages: new Stages() };
  let images = 0;
  // The lanes start, and the code is compiled.
  for await (const _ of embedCheckpoints(checkpoints.slice(0, 1), lab));
  const before = performance.eventLoopUtilization();
  for await (const embedded of embedCheckpoints(checkpoints, lab)) images += embedded.images.length;
  const { active } = performance.eventLoopUtilization(before);
  await backend.close();
  return (active * 1000) / images;
};
