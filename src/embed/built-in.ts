/** The embedder that is shipped in `assets/`: weights as 16-bit floats, and a description both runtimes can execute. */
import { readFile } from "node:fs/promises";
import type { ChosenThreshold } from "../analysis/analysis.ts";
import type { Network } from "../compute/network.ts";
import { halfFloat } from "../kit/half-float.ts";
import { packageFile } from "../kit/package-file.ts";
import type { Embedder } from "./embedder.ts";
import { preparedLength, preprocess } from "./preprocess.ts";

export interface BuiltInEmbedder extends Embedder {
  network: Network;
  structure: number;
  threshold: ChosenThreshold;
}

interface Description {
  id: string;
  /** Side of the images, pixels. */
  size: number;
  dimension: number;
  structure: { dimension: number };
  threshold: ChosenThreshold;
  network: Network["layers"];
}

const ASSETS = packageFile("assets/");

/** @param folder URL with a trailing slash; other weights than the shipped ones can be measured */
export const loadBuiltInEmbedder = async (folder: URL = ASSETS): Promise<BuiltInEmbedder> => {
  const [description, weights] = await Promise.all([
    readFile(new URL("embedder.json", folder), "utf8"),
    readFile(new URL("embedder.f16", folder)),
  ]);
  const { id, size, dimension, structure, threshold, network } = JSON.parse(description) as Description;
  const inputLength = preparedLength(size);
  let parameters: Float32Array | undefined;
  return {
    id,
    cacheKey: id,
    size,
    dimension,
    inputLength,
    prepare: (pixels, target, offset) => preprocess(pixels, size, target, offset),
    network: {
      id,
      inputLength,
      dimension,
      layers: network,
      get parameters() {
        parameters ??= halfToSingle(weights);
        return parameters;
      },
    },
    structure: structure.dimension,
    threshold,
  };
};

/** IEEE 754 binary16, little-endian, to binary32. */
export const halfToSingle = (bytes: Uint8Array): Float32Array => {
  const values = new Float32Array(bytes.byteLength / 2);
  for (let at = 0; at < values.length; at++) values[at] = halfFloat(bytes[2 * at]! | (bytes[2 * at + 1]! << 8));
  return values;
};
