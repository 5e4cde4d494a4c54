/** Finds the runs that the inputs hold, by the rule of runs.ts. Each is then opened as if its folder had been given alone. */
import { basename, isAbsolute, join, relative } from "node:path";
import { dirname } from "node:path/posix";
import type { Skipped } from "../analysis/analysis.ts";
import { InputError } from "../errors.ts";
import { findLayouts } from "../sheets/layouts.ts";
import type { FoundFile } from "./find-files.ts";
import { type FoundPictures, findPictures, type OpenOptions } from "./open-images.ts";
import { readHeaders } from "./read-headers.ts";
import { stepsOfPaths } from "./run-steps.ts";
import { type Candidate, candidatesOf, mayBeSeveral, type RunFolders, runOfPath, runsAmong } from "./runs.ts";
import { samplesByName } from "./samples-by-name.ts";

export interface FoundRun {
  name: string;
  /** Absolute: the folder that it has to itself; null where it shares it with another run. */
  folder: string | null;
  found: FoundPictures;
}

export interface FoundRuns {
  /** One with everything where there are not several. */
  runs: FoundRun[];
  /** What lies in none of several runs. */
  left: Skipped[];
  /** Inputs of several that hold no run, with the reason. */
  unread: { name: string; error: InputError }[];
}

const NO_RUN = "it lies in none of the runs";

/** @throws InputError when an input can not be found and the others are not several runs */
export const findRuns = async (inputs: readonly string[], options: OpenOptions): Promise<FoundRuns> => {
  const { found, unread } = await findReadable(inputs, options);
  const folders = await foldersOfRuns(found, options);
  if (folders.length > 1) return { ...split(found, folders), unread };
  if (unread[0]) throw unread[0].error;
  return { runs: [{ name: basename(found.root), folder: found.root, found }], left: [], unread };
};

/** One input that is not there hides no other. */
const findReadable = async (
  inputs: readonly string[],
  options: OpenOptions,
): Promise<{ found: FoundPictures; unread: FoundRuns["unread"] }> => {
  try {
    return { found: await findPictures(inputs, options), unread: [] };
  } catch (cause) {
    if (!(cause instanceof InputError)) throw cause;
    const errors = await Promise.all(inputs.map((input) => findPictures([input]).then(() => null, inputErrorOf)));
    const readable = inputs.filter((_, index) => errors[index] === null);
    if (readable.length < 2) throw cause;
    const unread = inputs.flatMap((name, index) => (errors[index] ? [{ name, error: errors[index] }] : []));
    return { found: await findPictures(readable, options), unread };
  }
};

const inputErrorOf = (error: unknown): InputError => {
  if (error instanceof InputError) return error;
  throw error;
};

const foldersOfRuns = async (found: FoundPictures, options: OpenOptions): Promise<RunFolders[]> => {
  // Runs lie in folders of their own: the most usual case needs no look at thousands of names.
  if (new Set(found.files.map(({ path, folder }) => folder ?? dirname(path))).size < 2) return [];
  const { files } = samplesByName(found.files, false);
  const steps = stepsOfPaths(files.map(({ path }) => path));
  const pictures = files.map((file, index) => ({ ...file, named: file.named ?? steps[index]! }));
  const candidates = candidatesOf(pictures, options.classFolders);
  if (!mayBeSeveral(candidates)) return [];
  const sure: Candidate<FoundFile>[] = [];
  for (const candidate of candidates) {
    const counts = candidate.areWorded || (await areSheets(candidate.pictures, found, options));
    sure.push(counts ? candidate : { ...candidate, steps: new Set() });
  }
  return runsAmong(sure, basename(found.root));
};

/** Numbers of sheets are steps, numbers of single images count them. */
const areSheets = async (
  files: readonly FoundFile[],
  { containers }: FoundPictures,
  { grid, padding, signal, onRead }: OpenOptions,
): Promise<boolean> => {
  if (grid) return grid.columns * grid.rows > 1;
  const readable = await readHeaders(files, containers, { signal, onRead });
  const { layouts } = await findLayouts(readable.files, { padding });
  return layouts.size > 0;
};

const split = (found: FoundPictures, folders: readonly RunFolders[]): Pick<FoundRuns, "runs" | "left"> => {
  const { inputs, root, containers } = found;
  const ofRun = (run: RunFolders | null) => ({
    files: found.files.filter(({ path }) => runOfPath(path, folders) === run),
    skipped: found.skipped.filter(({ path }) => runOfPath(path, folders) === run),
  });
  const shown = (path: string) => (inputs.some(isAbsolute) ? path : relative(process.cwd(), path) || ".");
  const runs = folders.map((run): FoundRun => {
    const folder = join(root, run.base);
    const within = (path: string) => (run.base === "." ? path : path.slice(run.base.length + 1));
    const { files, skipped } = ofRun(run);
    return {
      name: run.name,
      folder: run.folders.includes(run.base) ? folder : null,
      found: {
        inputs: [shown(folder)],
        root: folder,
        containers,
        files: files.map((file) => ({
          ...file,
          path: within(file.path),
          ...(file.folder === undefined ? {} : { folder: within(file.folder) || "." }),
        })),
        skipped: skipped.map((file) => ({ ...file, path: within(file.path) })),
      },
    };
  });
  const left = ofRun(null);
  const reasons = new Map(samplesByName(found.files, false).skipped.map(({ path, reason }) => [path, reason]));
  return {
    runs,
    left: [...left.files.map(({ path }) => ({ path, reason: reasons.get(path) ?? NO_RUN })), ...left.skipped],
  };
};
