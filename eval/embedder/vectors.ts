/** Where the vectors of a set come from: the network, or files that another program wrote. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Backend } from "../../src/compute/backend.ts";
import type { BuiltInEmbedder } from "../../src/embed/built-in.ts";
import { embedImages } from "../../src/embed/embed-images.ts";
import type { Rows } from "../../src/kit/rows.ts";
import { fileNameOf } from "./export-sets.ts";
import { floatsOfNpy } from "./npy.ts";
import { type PixelSet, SIDE } from "./pixel-set.ts";

export interface VectorSource {
  /** What the report calls it. */
  id: string;
  /** Near-duplicate similarity where the order names none; null when it has to be chosen. */
  threshold: number | null;
  /** Values, from the first on, that come from lightness alone; null when nothing is known of them. */
  structure: number | null;
  /** Unit rows in the order of the set. */
  vectorsOf(set: PixelSet): Promise<Rows>;
}

/** The embedder's network must be loaded in the backend. @throws Error when it takes images of another size */
export const fromNetwork = (embedder: BuiltInEmbedder, backend: Backend): VectorSource => {
  const { id, size, dimension, structure, threshold } = embedder;
  if (size !== SIDE) throw new Error(`Expected a network that takes ${SIDE} pixels but received one of ${size}`);
  return {
    id,
    threshold: threshold.value,
    structure,
    async vectorsOf(set) {
      const images = await set.pixels();
      const values = new Float32Array(images.length * dimension);
      async function* each() {
        for (const pixels of images) yield { pixels };
      }
      let row = 0;
      for await (const { embedding } of embedImages(each(), embedder, backend))
        values.set(embedding, row++ * dimension);
      return { values, dimension };
    },
  };
};

/** Of a unit row, with what 16-bit floats may add. */
const LONGEST = 1.002;

/** What `vectors.json` beside the vectors may say. */
interface Description {
  id?: string;
  threshold?: number;
  structure?: number;
}

/** @param folder with `<set>.npy` (float32, n x d) for every set, and perhaps `vectors.json` */
export const fromFolder = (folder: string): VectorSource => {
  const { id = folder, threshold = null, structure = null } = descriptionIn(folder);
  return {
    id,
    threshold,
    structure,
    async vectorsOf({ name, ambiguous }) {
      const path = join(folder, `${fileNameOf(name)}.npy`);
      const { values, rows, columns } = floatsOfNpy(readFileSync(path));
      if (rows !== ambiguous.length) throw new Error(`${path}: expected ${ambiguous.length} rows but found ${rows}`);
      const longest = longestRow(values, columns);
      if (longest > LONGEST)
        throw new Error(`${path}: expected unit rows but found one of length ${longest.toFixed(3)}`);
      return { values, dimension: columns };
    },
  };
};

/** Shorter rows are allowed: a picture may show nothing. */
const longestRow = (values: Float32Array, dimension: number): number => {
  let most = 0;
  for (let start = 0; start < values.length; start += dimension) {
    let squares = 0;
    for (let at = start; at < start + dimension; at++) squares += values[at]! * values[at]!;
    most = Math.max(most, squares);
  }
  return Math.sqrt(most);
};

const descriptionIn = (folder: string): Description => {
  try {
    return JSON.parse(readFileSync(join(folder, "vectors.json"), "utf8")) as Description;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw error;
  }
};
