/** Seeded draws of 64 images, as many as a usual sample sheet holds. */
import { shuffledIndices } from "../../src/kit/random.ts";
import { ONE_MODE } from "./narrow-sets.ts";
import type { PixelSet } from "./pixel-set.ts";
import { seedOf } from "./simulate/random.ts";

const IMAGES = 64;
const DRAWS = 20;
/** Share of a draw that the mode holds, of sets with one mode. */
const MODE_SHARE = 0.3;

/** Rows of each draw; ambiguous images are never drawn. */
export const drawsOf = (set: Pick<PixelSet, "name" | "kind" | "clusters" | "ambiguous">): number[][] => {
  const mode = set.kind === ONE_MODE ? largestCluster(set.clusters!) : null;
  return Array.from({ length: DRAWS }, (_, draw) => {
    const order = shuffledIndices(set.ambiguous.length, seedOf(`${set.name}/${draw}`)).filter(
      (row) => !set.ambiguous[row],
    );
    if (mode === null) return order.slice(0, IMAGES);
    const copies = Math.round(MODE_SHARE * IMAGES);
    const isCopy = (row: number) => set.clusters![row] === mode;
    return [...order.filter(isCopy).slice(0, copies), ...order.filter((row) => !isCopy(row)).slice(0, IMAGES - copies)];
  });
};

const largestCluster = (clusters: readonly number[]): number => {
  const sizes = new Map<number, number>();
  for (const cluster of clusters) sizes.set(cluster, (sizes.get(cluster) ?? 0) + 1);
  return [...sizes].reduce((largest, each) => (each[1] > largest[1] ? each : largest))[0];
};
