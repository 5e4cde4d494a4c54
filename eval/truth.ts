/** Evaluation sets: a folder with `samples/` and a `truth.json` that says which images are near-duplicates by construction. */
import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { globSync } from "tinyglobby";
import { InputError } from "../src/errors.ts";

export interface TruthSet {
  /** Path of the set's folder under the root, "/" between parts. */
  name: string;
  /** healthy and hardneg sets hold no near-duplicates. */
  kind: "healthy" | "hardneg" | "full" | "partial" | "dominant" | "mix" | "simplex";
  images: TruthImage[];
  /** Modes with near-duplicates, and the largest one's share of the images. */
  modes: number;
  largest: number;
}

interface TruthImage {
  file: string;
  /** Images of one cluster are near-duplicates. */
  cluster: number;
  /** Blends too far from any prototype to be called either way, and known twins among the distinct images. */
  ambiguous: boolean;
}

/** Weight of the nearest prototype under which a blend is ambiguous. */
const CLEAR_WEIGHT = 0.75;

interface TruthFile {
  kind: TruthSet["kind"];
  mode_sizes: number[];
  images: { file: string; cluster: number; w?: number }[];
  twins?: [string, string][];
}

/** Every set under `root`, by name. @throws InputError when there is none. */
export const readTruthSets = (root: string): TruthSet[] => {
  const files = globSync(["**/truth.json"], { cwd: root, absolute: true }).sort();
  if (files.length === 0)
    throw new InputError("IMAGES", `Expected evaluation sets (folders with truth.json) under ${root} but found none.`);
  return files.map((path) => {
    const truth = JSON.parse(readFileSync(path, "utf8")) as TruthFile;
    const twins = new Set((truth.twins ?? []).flat());
    return {
      name: relative(root, dirname(path)).replaceAll("\\", "/"),
      kind: truth.kind,
      modes: truth.mode_sizes.length,
      largest: Math.max(0, ...truth.mode_sizes) / truth.images.length,
      images: truth.images.map(({ file, cluster, w = 1 }) => ({
        file: join(dirname(path), "samples", file),
        cluster,
        ambiguous: w < CLEAR_WEIGHT || twins.has(file),
      })),
    };
  });
};
