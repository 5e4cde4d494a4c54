/**
 * Which pictures are of which run. The one place of the rule: pictures are of several runs where two folders each hold a series of two
 * steps or more over the same stretch of training. One run passes a step once, so two such series are two trainings, and one row of
 * checkpoints made of both would show neither. What is of one run stays together: folders that are the steps, folders whose series
 * follow each other (a run that was resumed), and folders whose names say only what the pictures show (`samples`, `fixed`, `ema`).
 */

import { basename, dirname } from "node:path/posix";
import { groupedBy } from "../kit/grouped-by.ts";
import { greatest, least } from "../kit/stats.ts";
import { containerKind } from "./containers/kinds.ts";
import type { NamedStep } from "./file-names.ts";
import { type FoundFile, naturalOrder } from "./find-files.ts";
import { ownWords, runWords } from "./folder-words.ts";
import { stepFolder } from "./run-steps.ts";

/** For those who see that several runs were found. */
export const RULE =
  "Folders that each hold a series over the same stretch of steps are runs of their own and are judged one by one; --one-run joins them.";

export interface SteppedPicture extends Pick<FoundFile, "path" | "folder"> {
  named: NamedStep | null;
}

/** The pictures of one place that may be a run. */
export interface Candidate<Picture> {
  /** The folders that are its own; "." is the root. */
  folders: string[];
  /** The folders its pictures lie in. */
  places: string[];
  steps: ReadonlySet<number>;
  /** Words or folders say that they are steps, and not only numbers. */
  areWorded: boolean;
  pictures: Picture[];
}

export interface RunFolders {
  name: string;
  /** What its paths are relative to. */
  base: string;
  folders: string[];
}

/** Fewer images can not be judged. */
const FEWEST_IMAGES = 16;
/** @param classFolders the folder of a picture is its class */
export const candidatesOf = <Picture extends SteppedPicture>(
  pictures: readonly Picture[],
  classFolders = false,
): Candidate<Picture>[] => {
  const placeOf = ({ path, folder = dirname(path) }: Picture) => (classFolders ? dirname(folder) : folder);
  const steps = stepFoldersOf(pictures, placeOf);
  const placed = pictures.map((picture) => {
    const ofFolder = stepFolder(placeOf(picture));
    const isStep = ofFolder !== null && steps.has(ofFolder.path);
    const place = upToLog(isStep ? dirname(ofFolder.path) : placeOf(picture));
    const named = isStep ? { ...ofFolder.named, worded: true } : picture.named;
    return { picture, place, named, folder: withoutRoles(place) };
  });
  return [...groupedBy(placed, ({ folder }) => runWords(folder)).values()].map((group) => {
    const worded = stepsOf(group.flatMap(({ named }) => (named?.worded ? [named] : [])));
    const areWorded = worded.size > 1;
    return {
      folders: [...new Set(group.map(({ folder }) => folder))],
      places: [...new Set(group.map(({ place }) => place))],
      steps: areWorded ? worded : stepsOf(group.flatMap(({ named }) => named ?? [])),
      areWorded: areWorded || group.every(({ named }) => named === null || named.worded),
      pictures: group.map(({ picture }) => picture),
    };
  });
};

/** Whether there may be several runs, should numbers be steps. */
export const mayBeSeveral = (candidates: readonly Candidate<unknown>[]): boolean => overlapping(candidates).size > 0;

/**
 * @param candidates those whose numbers count no steps are without steps
 * @param root what the root is called
 * @returns in natural order of their names; none where all is one run
 */
export const runsAmong = (candidates: readonly Candidate<unknown>[], root: string): RunFolders[] => {
  const several = overlapping(candidates);
  if (several.size === 0) return [];
  const isAbove = (one: Candidate<unknown>) =>
    [...several].some((run) => run !== one && run.places.some((place) => one.places.some((of) => isIn(place, of))));
  // Beside runs, what is no series is a run that has just begun, or a set of images.
  const runs = candidates.filter(
    (one) => several.has(one) || (!isAbove(one) && (one.steps.size > 0 || one.pictures.length >= FEWEST_IMAGES)),
  );
  const named = runs.map((run) => {
    const isShared = runs.some(
      (other) => other !== run && other.places.some((place) => run.folders.some((folder) => isIn(place, folder))),
    );
    const folders = isShared ? run.places : run.folders;
    const base = folders.reduce(commonFolder);
    return { base, folders, words: runWords(folders[0]!) };
  });
  const ofBase = groupedBy(named, ({ base }) => base);
  return named
    .map(({ base, folders, words }) => {
      const isSole = ofBase.get(base)!.length === 1;
      return { name: isSole ? (base === "." ? root : base) : words || root, base, folders };
    })
    .sort((a, b) => naturalOrder(a.name, b.name));
};

/** The run of a path: that of the deepest folder it lies in; null for none. */
export const runOfPath = (path: string, runs: readonly RunFolders[]): RunFolders | null => {
  const around = runs.flatMap((run) =>
    run.folders.filter((folder) => isIn(path, folder)).map((folder) => ({ run, folder })),
  );
  const depth = (folder: string): number => (folder === "." ? 0 : folder.length);
  return around.sort((a, b) => depth(b.folder) - depth(a.folder))[0]?.run ?? null;
};

const stepsOf = (named: readonly NamedStep[]): Set<number> => new Set(named.map(({ step }) => step));

/** Series that pass over the same steps as another one does. */
const overlapping = (candidates: readonly Candidate<unknown>[]): Set<Candidate<unknown>> => {
  const series = candidates
    .filter(({ steps }) => steps.size > 1)
    .map((candidate) => ({ candidate, from: least(candidate.steps), to: greatest(candidate.steps) }));
  // Half of the shorter one: a run that was resumed repeats a few steps.
  const areTwo = (a: { from: number; to: number }, b: typeof a): boolean =>
    (Math.min(a.to, b.to) - Math.max(a.from, b.from)) * 2 >= Math.min(a.to - a.from, b.to - b.from);
  const found = series.filter((one) => series.some((other) => other !== one && areTwo(one, other)));
  return new Set(found.map(({ candidate }) => candidate));
};

/** Folders that are steps: siblings that differ in a number, each another step, and no series of that count in them. */
const stepFoldersOf = <Picture extends SteppedPicture>(
  pictures: readonly Picture[],
  placeOf: (picture: Picture) => string,
): Set<string> => {
  const inFolders = pictures.flatMap((picture) => {
    const folder = stepFolder(placeOf(picture));
    return folder ? [{ ...folder, inner: picture.named }] : [];
  });
  const folders = [...groupedBy(inFolders, ({ path }) => path).values()].map((inside) => {
    const { path, named } = inside[0]!;
    const counted = inside.flatMap(({ inner }) =>
      inner?.worded && (!named.worded || inner.unit === named.unit) ? [inner] : [],
    );
    return { path, step: named.step, isSeries: stepsOf(counted).size > 1 };
  });
  const siblings = groupedBy(
    folders,
    ({ path }) => `${dirname(path)}/${basename(path).replace(/\d[\d.,]*(?:e[+-]?\d+)?/g, "N")}`,
  );
  const areSteps = [...siblings.values()].filter(
    (alike) => !alike.some(({ isSeries }) => isSeries) && new Set(alike.map(({ step }) => step)).size === alike.length,
  );
  return new Set(areSteps.flat().map(({ path }) => path));
};

/** Pictures of an event file are of one run whatever their tags. */
const upToLog = (place: string): string => {
  const parts = place.split("/");
  const log = parts.findIndex((part) => containerKind(part)?.isScoreLog);
  return log === -1 ? place : parts.slice(0, log + 1).join("/");
};

const withoutRoles = (place: string): string => {
  let folder = place;
  while (folder !== "." && folder !== "/" && ownWords(basename(folder)) === "") folder = dirname(folder);
  return folder;
};

const isIn = (path: string, folder: string): boolean =>
  folder === "." || path === folder || path.startsWith(`${folder}/`);

const commonFolder = (a: string, b: string): string => {
  let folder = a;
  while (folder !== "." && !isIn(b, folder)) folder = dirname(folder);
  return folder;
};
