/** Writes the pixels of every set, so that embedders written in other languages can be measured by the same code. */
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { npyOfBytes } from "./npy.ts";
import { IMAGE_BYTES, type PixelSet, SIDE } from "./pixel-set.ts";

/** Name of a set's file without its ending: what no file name holds everywhere becomes "~" or "_". */
export const fileNameOf = (name: string): string => name.replaceAll("/", "~").replace(/[^\w.~+-]/g, "_");

/** `<set>.npy` (uint8, n x 64 x 64 x 3) for each, and at last `sets.json`, which tells that all are there. */
export const exportSets = async (sets: readonly PixelSet[], folder: string): Promise<void> => {
  const names = new Set(sets.map(({ name }) => fileNameOf(name)));
  if (names.size < sets.length) throw new Error("Expected set names that make different file names");
  mkdirSync(folder, { recursive: true });
  for (const set of sets) {
    const images = await set.pixels();
    const values = new Uint8Array(images.length * IMAGE_BYTES);
    images.forEach((pixels, index) => {
      values.set(pixels, index * IMAGE_BYTES);
    });
    writeWhole(join(folder, `${fileNameOf(set.name)}.npy`), npyOfBytes(values, [images.length, SIDE, SIDE, 3]));
  }
  const list = sets.map(({ name, section, kind, source, clusters, ambiguous }) => ({
    name,
    file: fileNameOf(name),
    section,
    kind,
    source,
    clusters,
    ambiguous,
  }));
  writeWhole(join(folder, "sets.json"), JSON.stringify(list));
};

/** Who reads meanwhile finds the old file or the new one. */
const writeWhole = (path: string, content: string | Uint8Array): void => {
  writeFileSync(`${path}.part`, content);
  renameSync(`${path}.part`, path);
};
