/** Pools that small sets are drawn from: real pictures of one class, and sets in which one mode holds a share. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { decodeFiles } from "./decode-files.ts";
import type { PixelSet } from "./pixel-set.ts";
import { publicSets } from "./public-sets.ts";

/** Distinct pictures of one class. */
export const ONE_CLASS = "one class";
/** One mode of near-duplicates among distinct pictures. */
export const ONE_MODE = "one mode";

/** The hardneg sets, the real pictures of the same classes, and the sets of which one mode holds 30 %. */
export const narrowSets = (root: string): PixelSet[] => {
  const sets = publicSets(root);
  const oneClass = sets.filter(({ kind }) => kind === "hardneg");
  const dominated = sets.filter(({ kind, source }) => kind === "dominant" && source.includes("dom30"));
  return [
    ...oneClass.map((set): PixelSet => ({ ...set, name: `narrow/${set.source}`, section: "narrow", kind: ONE_CLASS })),
    ...referencesOf(root, oneClass),
    ...dominated.map((set): PixelSet => ({ ...set, name: `narrow/${set.source}`, section: "narrow", kind: ONE_MODE })),
  ];
};

const referencesOf = (root: string, sets: readonly PixelSet[]): PixelSet[] => {
  const folder = join(root, "eval", "reference");
  const map = join(folder, "map.json");
  if (!existsSync(map)) return [];
  const references = JSON.parse(readFileSync(map, "utf8")) as Record<string, string>;
  const names = new Set(sets.flatMap(({ source }) => references[source] ?? []));
  return [...names].sort().map((source) => {
    const files = readdirSync(join(folder, source)).filter((file) => file.endsWith(".png"));
    const paths = files.sort().map((file) => join(folder, source, file));
    return {
      name: `narrow/reference-${source}`,
      section: "narrow",
      kind: ONE_CLASS,
      source,
      clusters: paths.map((_, index) => index),
      ambiguous: paths.map(() => false),
      pixels: () => decodeFiles(paths),
    };
  });
};
