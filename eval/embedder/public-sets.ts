/** The sets of known truth that lie on disk. */
import { join } from "node:path";
import { readTruthSets, type TruthSet } from "../truth.ts";
import { decodeFiles } from "./decode-files.ts";
import type { PixelSet } from "./pixel-set.ts";

/** @param root of the data @throws InputError when it holds no sets */
const publicTruth = (root: string): TruthSet[] => readTruthSets(join(root, "eval", "public"));

export const publicSets = (root: string): PixelSet[] =>
  publicTruth(root).map(({ name, kind, images }) => ({
    name: `public/${name}`,
    section: "public",
    kind,
    source: name,
    clusters: images.map(({ cluster }) => cluster),
    ambiguous: images.map(({ ambiguous }) => ambiguous),
    pixels: () => decodeFiles(images.map(({ file }) => file)),
  }));

/** Sets of distinct real pictures alone. */
export const isDistinct = (kind: string): boolean => kind === "healthy" || kind === "hardneg";
