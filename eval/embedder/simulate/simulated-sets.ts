/** Sets made in memory: a few modes of changed copies among distinct pictures that are changed in the same ways. */
import { shuffledIndices } from "../../../src/kit/random.ts";
import type { PixelSet, Section } from "../pixel-set.ts";
import { isDistinct, publicSets } from "../public-sets.ts";
import type { Family, Look } from "./family.ts";
import { bytesOf, type Image, imageOf } from "./image.ts";
import { randomOf, seedOf } from "./random.ts";

const MODES = 8;
const COPIES = 12;
const DISTINCT = 96;

interface Source {
  name: string;
  look: Look;
  /** Read once, however many sets are made of it. */
  pool(): Promise<Image[]>;
}

/** Of every source of distinct real pictures one set per family that makes sense for it. */
export const simulatedSets = (root: string, section: Section, families: readonly Family[]): PixelSet[] =>
  sourcesIn(root).flatMap((source) =>
    families.filter(({ fits }) => fits(source.look)).map((family) => simulatedSet(section, source, family)),
  );

/** Twins among the distinct pictures are left out. */
const sourcesIn = (root: string): Source[] => {
  const healthy = publicSets(root).filter(({ kind, source }) => isDistinct(kind) && SOURCES.has(source));
  return healthy.map((set) => {
    let pool: Promise<Image[]> | undefined;
    return {
      ...SOURCES.get(set.source)!,
      pool: () => (pool ??= set.pixels().then((images) => images.filter((_, at) => !set.ambiguous[at]).map(imageOf))),
    };
  });
};

/** Sets of one narrow class only where there is none of many. */
const SOURCES: ReadonlyMap<string, Pick<Source, "name" | "look">> = new Map([
  ["cifar-healthy", { name: "cifar", look: { isColoured: true, isCutOut: false } }],
  ["clothing-tshirts", { name: "clothing", look: { isColoured: true, isCutOut: false } }],
  // Faces of this set are grey.
  ["lfw-healthy", { name: "lfw", look: { isColoured: false, isCutOut: false } }],
  ["fmnist-healthy", { name: "fmnist", look: { isColoured: false, isCutOut: true } }],
  ["mnist-healthy", { name: "mnist", look: { isColoured: false, isCutOut: true } }],
]);

const simulatedSet = (section: Section, { name: source, pool }: Source, family: Family): PixelSet => {
  const name = `${section}/${family.name}/${source}`;
  const copies = Array.from({ length: MODES * COPIES }, (_, copy) => Math.floor(copy / COPIES));
  const clusters = [...copies, ...Array.from({ length: DISTINCT }, (_, index) => MODES + index)];
  return {
    name,
    section,
    kind: family.name,
    source,
    clusters,
    ambiguous: clusters.map(() => false),
    async pixels() {
      const pictures = await pool();
      const change = family.changeFor(pictures);
      const chosen = shuffledIndices(pictures.length, seedOf(name));
      return clusters.map((cluster, index) =>
        bytesOf(change(pictures[chosen[cluster]!]!, randomOf(`${name}/${index}`))),
      );
    },
  };
};
