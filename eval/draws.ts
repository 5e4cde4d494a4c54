/** Draws of 16 to 256 images of sets of known truth: how often each fails or warns, and how far the number of modes is off. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { modesOf } from "../src/diagnosis/pictures/modes-text.ts";
import { seededRandom } from "../src/kit/random.ts";
import { measured, outcomeOf } from "./measured-runs.ts";
import { readTruthSets, type TruthSet } from "./truth.ts";

const SIZES = [16, 25, 36, 64, 100, 256];
const DRAWS = 1;
/** Distinct images of one class a draw needs. */
const FEWEST_OF_CLASS = 16;
/** Modes up to which a set must fail. */
const FEW_MODES = 20;

export interface DrawGroup {
  title: string;
  /** A draw that fails is right, or wrong. */
  mustFail: boolean | null;
  sets: { name: string; files: string[]; reference?: string }[];
}

/** The sets by what is demanded of them. */
export const drawGroups = (root: string): DrawGroup[] => {
  const folder = join(root, "eval", "public");
  const real = join(root, "eval", "reference");
  const map = JSON.parse(readFileSync(join(real, "map.json"), "utf8")) as Record<string, string>;
  const truths = readTruthSets(folder);
  const setOf = (truth: TruthSet, withReference: boolean) => ({
    name: truth.name,
    files: truth.images.map(({ file }) => file),
    ...(withReference ? { reference: join(real, map[truth.name]!) } : {}),
  });
  const few = truths.filter(
    ({ kind, modes, largest }) =>
      kind === "full" || (kind === "partial" && modes <= FEW_MODES) || (kind === "dominant" && largest >= 0.29),
  );
  const folders = readdirSync(real).filter((name) => existsSync(join(real, name)) && !name.includes("."));
  const references = folders.map((name) => ({
    name,
    files: readdirSync(join(real, name)).map((file) => join(real, name, file)),
  }));
  return [
    { title: "at most 20 modes, or one mode of 30 %", mustFail: true, sets: few.map((set) => setOf(set, false)) },
    { title: "the same, with a reference", mustFail: true, sets: few.map((set) => setOf(set, true)) },
    {
      title: "healthy: many classes, no repeats",
      mustFail: false,
      sets: truths.filter(({ kind }) => kind === "healthy").map((set) => setOf(set, false)),
    },
    {
      title: "real images of one class",
      mustFail: false,
      sets: [
        ...truths.filter(({ kind }) => kind === "hardneg").map((set) => setOf(set, false)),
        ...truths.filter(({ kind }) => kind === "healthy").flatMap((set) => classesOf(folder, set)),
      ],
    },
    {
      title: "one class, with a reference of that class",
      mustFail: false,
      sets: truths.filter(({ kind }) => kind === "hardneg").map((set) => setOf(set, true)),
    },
    { title: "reference folders, one class or many", mustFail: false, sets: references },
  ];
};

const classesOf = (folder: string, { name, images }: TruthSet): DrawGroup["sets"] => {
  const truth = JSON.parse(readFileSync(join(folder, name, "truth.json"), "utf8")) as {
    images: { file: string; cls: string | number }[];
  };
  const classes = new Map(truth.images.map(({ file, cls }) => [file, `${cls}`]));
  const names = [...new Set(classes.values())].sort();
  return names
    .map((cls) => ({
      name: `${name}, class ${cls}`,
      files: images.map(({ file }) => file).filter((file) => classes.get(basename(file)) === cls),
    }))
    .filter(({ files }) => files.length >= FEWEST_OF_CLASS);
};

/** Mean |ln(estimate / truth)| of the headline over all sets, 64 images of each and whole. */
export const modeErrors = async (
  root: string,
  withReference: boolean,
  cache: string | undefined,
): Promise<string[]> => {
  const real = join(root, "eval", "reference");
  const map = JSON.parse(readFileSync(join(real, "map.json"), "utf8")) as Record<string, string>;
  const cells: string[] = [];
  for (const size of [64, Number.POSITIVE_INFINITY]) {
    let [sum, sets] = [0, 0];
    for (const { name, images } of readTruthSets(join(root, "eval", "public"))) {
      const files = images.map(({ file }) => file);
      const inputs = size < files.length ? drawn(files, size, size) : files;
      const reference = withReference ? { reference: join(real, map[name]!) } : {};
      const analysis = await measured({ inputs, ...reference }, cache);
      if (analysis instanceof Error) throw analysis;
      const clusters = new Map(images.map(({ file, cluster }) => [file, cluster]));
      sum += countError(modesOf(analysis.checkpoints[0]!), inputs, clusters);
      sets++;
    }
    cells.push((sum / sets).toFixed(2));
  }
  return cells;
};

/** Cells "draws, FAIL %, WARN %" per size, and the wrong draws by name. */
export const judgeDraws = async ({ mustFail, sets }: DrawGroup, cache: string | undefined) => {
  const cells: string[] = [];
  const wrong = new Map<string, number>();
  for (const size of SIZES) {
    const counts = { draws: 0, FAIL: 0, WARN: 0 };
    for (const { name, files, reference } of sets) {
      if (files.length < size) continue;
      for (let draw = 0; draw < DRAWS; draw++) {
        const inputs = drawn(files, size, 1000 * size + draw);
        const analysis = await measured({ inputs, ...(reference === undefined ? {} : { reference }) }, cache);
        if (analysis instanceof Error) throw analysis;
        const outcome = outcomeOf(analysis);
        counts.draws++;
        if (outcome === "FAIL" || outcome === "WARN") counts[outcome]++;
        if (mustFail !== null && (outcome === "FAIL") !== mustFail)
          wrong.set(`${name} at ${size}`, (wrong.get(`${name} at ${size}`) ?? 0) + 1);
      }
    }
    const part = (count: number) => `${Math.round((100 * count) / counts.draws)} %`;
    cells.push(counts.draws === 0 ? "" : `${part(counts.FAIL)} / ${part(counts.WARN)} of ${counts.draws}`);
  }
  return { cells, wrong };
};

export const DRAW_SIZES = SIZES;

/** Without replacement. */
const drawn = (files: readonly string[], size: number, seed: number): string[] => {
  const random = seededRandom(seed);
  const left = [...files];
  return Array.from({ length: size }, () => left.splice(Math.floor(random() * left.length), 1)[0]!);
};

/** |ln(estimate / truth)|, truth: pairs / pairs of one cluster of these very images; an open upper end above the truth's is no error. */
const countError = (
  { value, low, high }: { value: number; low: number; high: number | null },
  files: readonly string[],
  clusters: ReadonlyMap<string, number>,
): number => {
  const sizes = new Map<number, number>();
  for (const file of files) sizes.set(clusters.get(file)!, (sizes.get(clusters.get(file)!) ?? 0) + 1);
  const same = [...sizes.values()].reduce((sum, size) => sum + size * (size - 1), 0);
  const truth = same === 0 ? Number.POSITIVE_INFINITY : (files.length * (files.length - 1)) / same;
  if (high === null) return truth >= low ? 0 : Math.log(low / truth);
  return truth === Number.POSITIVE_INFINITY ? Math.log(files.length ** 2 / value) : Math.abs(Math.log(value / truth));
};
