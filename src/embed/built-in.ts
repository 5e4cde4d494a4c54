/** The embedder that is shipped in `assets/`: weights as 16-bit floats, and a description both runtimes can execute. */
import { readFile } from "node:fs/promises";
import type { ChosenThreshold } from "../analysis/analysis.ts";
import type { Network } from "../compute/network.ts";
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
  return {
    id,
    cacheKey: id,
    size,
    dimension,
    inputLength,
    prepare: (pixels, target, offset) => preprocess(pixels, size, target, offset),
    network: { id, inputLength, dimension, layers: network, parameters: weights },
    structure: structure.dimension,
    threshold,
  };
};
