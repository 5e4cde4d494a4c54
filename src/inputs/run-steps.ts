/** The steps of all pictures of a run: one name alone does not tell which of its numbers counts the training. */
import { basename, dirname } from "node:path/posix";
import { groupedBy } from "../kit/grouped-by.ts";
import { withoutEnding } from "./containers/kinds.ts";
import { chosenStep, type NamedStep, nameOfPath, stepOfFolder, stepsIn } from "./file-names.ts";
import { BLANK, isHash, withoutHashes } from "./name-numbers.ts";
import { type EpochAndCount, epochAndCountIn, isCount, stepsWithinEpochs } from "./within-epochs.ts";

/** By the names alone. @param paths of pictures, with "/" between parts */
export const stepsOfPaths = (paths: readonly string[]): (NamedStep | null)[] => {
  const names = plainNames(paths);
  const chosen: (NamedStep | null)[] = new Array(paths.length).fill(null);
  for (const indices of groupedBy([...names.keys()], (index) => names[index]!.replace(/\d+/g, "#")).values()) {
    // Read from the names again for each question: of a million they would take hundreds of megabytes.
    const steps = function* () {
      for (const index of indices) yield stepsIn(names[index]!);
    };
    const places = placesOf(
      indices.map((index) => dirname(paths[index]!)),
      steps,
    );
    const within = stepsBesideEpochs(steps);
    let at = 0;
    for (const found of steps()) {
      const named = found.flatMap(({ named }, place) => (named && places[place] ? [named] : []));
      chosen[indices[at]!] = within?.[at] ?? chosenStep(named);
      at++;
    }
  }
  return chosen;
};

type NamedNumbers = ReturnType<typeof stepsIn>;

/** Of names that differ in numbers only and hold an epoch and a count beside it. */
const stepsBesideEpochs = (alike: () => Iterable<NamedNumbers>): NamedStep[] | null => {
  const [first] = alike();
  const places = epochAndCountIn(first!);
  if (!places) return null;
  return stepsWithinEpochs(
    Array.from(alike(), (numbers) => ({
      epoch: numbers[places.epoch]?.number.value ?? Number.NaN,
      count: numbers[places.count]?.number.value ?? Number.NaN,
      unit: places.unit,
    })),
  );
};

/** Of names that differ in numbers only: which of them may be the step. @param folders of the names, in their order */
const placesOf = (folders: readonly string[], alike: () => Iterable<NamedNumbers>): boolean[] => {
  const [first] = alike();
  const places = first!.map(({ named, number }, place) => {
    const values = Array.from(alike(), (steps) => steps[place]?.number.value);
    return {
      named,
      isApart: /(?:^|[^a-z])$/i.test(number.before),
      varies: values.some((value) => value !== values[0]),
      repeats: repeatsWithin(folders, values),
    };
  });
  return places.map(({ named, varies, repeats }, place) => {
    if (!named) return false;
    // Of two words the one whose number stands still counts nothing, and so does a mere number that stands still.
    const others = places.filter((other) => other.named && other.varies);
    if (!varies) return !others.some((other) => other.named!.worded || !named.worded);
    // A mere number that starts again behind another one counts within a step: train_01_0099, samples_100_3.
    const outer = places.slice(0, place).some((other) => other.named && other.varies && other.isApart);
    return named.worded || !(repeats && outer);
  });
};

/** Whether a folder holds a value twice. */
const repeatsWithin = (folders: readonly string[], values: readonly (number | undefined)[]): boolean => {
  const seen = new Map<string, Set<number | undefined>>();
  for (const [index, folder] of folders.entries()) {
    const inFolder = seen.get(folder) ?? new Set();
    if (inFolder.has(values[index])) return true;
    seen.set(folder, inFolder.add(values[index]));
  }
  return false;
};

/** Names without hashes, numbers written in one piece. */
const plainNames = (paths: readonly string[]): string[] => {
  const names = paths.map(nameOfPath);
  for (const indices of groupedBy([...names.keys()], (index) => dirname(paths[index]!)).values()) {
    const ofFolder = indices.map((index) => names[index]!);
    const length = hashLength(ofFolder);
    for (const index of indices) names[index] = withoutTail(names[index]!, length);
  }
  const plain = names.map(withoutHashes);
  for (const [prefix, indices] of groupedBy([...plain.keys()], (index) => /^\D*/.exec(plain[index]!)![0]))
    if (areGrouped(indices.map((index) => plain[index]!.slice(prefix.length))))
      for (const index of indices) plain[index] = prefix + plain[index]!.slice(prefix.length).replace(/[._ ]/g, "");
  return plain;
};

/** What stands last, behind another part. */
const TAIL = /(?<=[_\-. ])[\da-f]{6,}$/i;
/** The key, the step and the hash of a file in the media folder of Weights & Biases. */
const OF_MEDIA = /_\d+_[\da-f]{20}$/i;

const withoutTail = (name: string, length: number | null): string =>
  name.replace(TAIL, (tail) => (tail.length === length || OF_MEDIA.test(name) ? BLANK.repeat(tail.length) : tail));

/** Where many names of a folder end in hashes, all ends of that length are: one of digits alone is a hash too. */
const hashLength = (names: readonly string[]): number | null => {
  const tails = names.flatMap((name) => TAIL.exec(name)?.[0] ?? []);
  const [usual] = [...groupedBy(tails, ({ length }) => length).values()].sort((a, b) => b.length - a.length);
  if (!usual || usual.length < 2 || !usual.some(isHash)) return null;
  if (usual.filter((tail) => /\d/.test(tail) && /[a-f]/i.test(tail)).length * 2 < usual.length) return null;
  return usual[0]!.length;
};

/** 500, 1_000, 2_000: round numbers of which only those above 999 are in groups. */
const areGrouped = (rests: readonly string[]): boolean => {
  const isPlain = (rest: string): boolean => /^(?:0|[1-9]\d{0,2})$/.test(rest);
  const isGroup = (rest: string): boolean => /^[1-9]\d{0,2}(?:[._ ]\d{3})*[._ ]\d\d0$/.test(rest);
  return rests.every((rest) => isPlain(rest) || isGroup(rest)) && rests.some(isPlain) && rests.some(isGroup);
};

interface PlacedPicture {
  path: string;
  named: NamedStep | null;
  /** What it lies in, where that is not the folder of `path`. */
  folder?: string;
}

/** The deepest folder of a path whose name says that it is a step, else the deepest with a mere number. */
export const stepFolder = (path: string): { path: string; named: NamedStep } | null => {
  const found: { path: string; named: NamedStep }[] = [];
  for (let folder = path; folder !== "." && folder !== "/" && folder !== ""; folder = dirname(folder)) {
    const named = stepOfFolder(withoutEnding(basename(folder)));
    if (named) found.push({ path: folder, named });
  }
  return found.find(({ named }) => named.worded) ?? found[0] ?? null;
};

/** Where folders are steps, pictures take the step of theirs: `epoch_1/samples.png`, and `epoch_1/3.png` beside `epoch_2/3.png`. */
export const withFolderSteps = <Picture extends PlacedPicture>(pictures: readonly Picture[]): Picture[] => {
  const folders = pictures.map(({ path, folder }) => (folder === undefined ? stepFolder(dirname(path)) : null));
  const foldersOf = new Map<string, Set<string>>();
  for (const [index, { named }] of pictures.entries()) {
    const key = stepKey(named);
    foldersOf.set(key, (foldersOf.get(key) ?? new Set()).add(folders[index]?.path ?? ""));
  }
  const isSole = arePictureFolders(pictures);
  const within = stepsInEpochFolders(pictures);
  return pictures.map((picture, index) => {
    const { named } = picture;
    const ofFolder = folders[index]?.named;
    if (!ofFolder) return picture;
    const combined = within.get(index);
    if (combined) return { ...picture, named: combined };
    const isRepeated = foldersOf.get(stepKey(named))!.size > 1;
    // A number that starts again in every folder counts something within it.
    const isWeaker =
      named === null || (ofFolder.worded ? isRepeated || (isSole && !named.worded) : isRepeated && !named.worded);
    return isWeaker ? { ...picture, named: ofFolder } : picture;
  });
};

/** By the place of the picture, where iterations stand in or below a folder of an epoch: `epoch_1/iter_100.png`, `e1_i100/3.png`. */
const stepsInEpochFolders = (pictures: readonly PlacedPicture[]): Map<number, NamedStep> => {
  const pairs = pictures.flatMap(({ path, named, folder }, index) => {
    const found = folder === undefined ? epochFolder(dirname(path), named) : null;
    return found ? [{ index, ...found }] : [];
  });
  return new Map(
    [...groupedBy(pairs, ({ run }) => run).values()].flatMap((ofRun) =>
      (stepsWithinEpochs(ofRun) ?? []).map((step, at) => [ofRun[at]!.index, step] as const),
    ),
  );
};

/** The deepest folder of an epoch, with the count of its own name, else the deepest one below it. */
const epochFolder = (path: string, ofPicture: NamedStep | null): (EpochAndCount & { run: string }) | null => {
  let below = ofPicture && isCount(ofPicture) ? ofPicture : null;
  for (let folder = path; folder !== "." && folder !== "/" && folder !== ""; folder = dirname(folder)) {
    const numbers = stepsIn(withoutHashes(withoutEnding(basename(folder))));
    const valueAt = (place: number) => numbers[place]!.number.value;
    const own = epochAndCountIn(numbers);
    const run = dirname(folder);
    if (own) return { run, epoch: valueAt(own.epoch), count: valueAt(own.count), unit: own.unit };
    const named = stepOfFolder(withoutEnding(basename(folder)));
    if (named?.unit === "epoch") return below && { run, epoch: named.step, count: below.step, unit: below.unit };
    if (named && isCount(named)) below = named;
  }
  return null;
};

const stepKey = (named: NamedStep | null): string => (named ? `${named.unit} ${named.step}` : "");

/** One picture per step folder, as a rule: each is a sheet, and no image of a set. */
export const arePictureFolders = (pictures: readonly PlacedPicture[]): boolean => {
  const folders = pictures.flatMap(({ path, folder }) =>
    folder === undefined ? (stepFolder(dirname(path))?.path ?? []) : [],
  );
  const counts = [...groupedBy(folders, (folder) => folder).values()].map(({ length }) => length);
  const sole = counts.filter((count) => count === 1).length;
  return counts.length > 1 && sole * 2 > counts.length && counts.length * 2 > folders.length;
};
