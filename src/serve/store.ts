/** Where posted checkpoints lie: a folder for each run below the root, in the form that `check` reads. */
import { randomBytes } from "node:crypto";
import { type Dirent, existsSync } from "node:fs";
import { lstat, mkdir, readdir, readFile, rename, stat } from "node:fs/promises";
import { join } from "node:path";
import { moveDurably, syncFolder, writeDurably } from "../kit/durable-file.ts";
import { appendLineDurably, removeAll } from "./durable.ts";
import { Problem } from "./problem.ts";

/** Names of runs that are posted; a folder that lies there may have any other. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
export const LARGEST_STEP = 999_999_999;
export const SCORES = "scores.jsonl";
/** What the server itself keeps. */
export const OWN_FOLDER = ".gan-diversity";

const STEP = /^step-(\d{8,9})(?:\.(png|jpg|webp|npy|npz))?$/;
const KINDS = { png: "sheets", jpg: "sheets", webp: "sheets", npy: "batches", npz: "batches" } as const;
type Kind = "sheets" | "batches" | "single images";

export type Ending = keyof typeof KINDS;

/** Pictures of one checkpoint as they were posted: one file, or several single images. */
export interface PostedFile {
  ending: Ending;
  bytes: Uint8Array;
}

export interface Posted {
  step: number;
  /** A sheet or a batch, or a list of single images; null where only scores came. */
  pictures: PostedFile | readonly PostedFile[] | null;
  /** NaN for what is no finite number. */
  scores: Readonly<Record<string, number>> | null;
}

/** Looks at a file before it is taken. @throws Problem when it can not be read as what it says */
export type Inspect = (path: string, file: PostedFile) => Promise<void>;

interface StoredStep {
  name: string;
  step: number;
  kind: Kind;
}

export class Store {
  readonly root: string;
  readonly #inspect: Inspect;
  readonly #incoming: string;
  /** Of each run, the last writing that was asked for. */
  readonly #writing = new Map<string, Promise<unknown>>();

  /** @param root absolute */
  constructor(root: string, inspect: Inspect) {
    this.root = root;
    this.#inspect = inspect;
    this.#incoming = join(root, OWN_FOLDER, "incoming");
  }

  /** Makes the root, and mends what the end of an earlier process left half done. */
  async open(): Promise<void> {
    await removeAll(this.#incoming);
    await mkdir(this.#incoming, { recursive: true });
    for (const name of await this.names()) await this.#mend(name);
  }

  /** Every folder directly below the root; hidden ones and links are none. */
  async names(): Promise<string[]> {
    const entries = await readdir(this.root, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith(".")).map(({ name }) => name);
  }

  /** @param name of `names` or one that was posted */
  folderOf(name: string): string {
    return join(this.root, name);
  }

  /** Of files and scores that were posted; null where nothing was. */
  async lastStep(name: string): Promise<number | null> {
    const steps = (await this.#steps(name)).map(({ step }) => step);
    const scored = await lastScoredStep(join(this.folderOf(name), SCORES));
    const all = scored === null ? steps : [...steps, scored];
    return all.length === 0 ? null : all.reduce((most, step) => Math.max(most, step));
  }

  /** When it returns, all of it is on the disk. @throws Problem when it can not be taken */
  save(name: string, posted: Posted): Promise<void> {
    const before = this.#writing.get(name) ?? Promise.resolve();
    const saved = before.then(() => this.#save(name, posted));
    const settled = saved.catch(() => {});
    this.#writing.set(name, settled);
    void settled.then(() => {
      if (this.#writing.get(name) === settled) this.#writing.delete(name);
    });
    return saved;
  }

  async #save(name: string, { step, pictures, scores }: Posted): Promise<void> {
    const folder = this.folderOf(name);
    await this.#assertFolder(folder);
    if (pictures !== null) await this.#savePictures(name, step, pictures);
    await this.#makeFolder(folder);
    if (scores !== null) await appendLineDurably(join(folder, SCORES), scoreLine(step, scores));
  }

  async #savePictures(name: string, step: number, pictures: PostedFile | readonly PostedFile[]): Promise<void> {
    const isOne = "ending" in pictures;
    const kind = isOne ? KINDS[pictures.ending] : "single images";
    const stored = existsSync(this.folderOf(name)) ? await this.#steps(name) : [];
    const other = stored.find((one) => one.kind !== kind && one.step !== step);
    if (other)
      throw new Problem(
        409,
        `Expected ${other.kind} for the run ${name}, as at step ${other.step}, but received ${kind}: one run holds one kind, for only that is judged as a whole. Next: post the same kind, or another run`,
      );
    const partial = join(this.#incoming, randomBytes(12).toString("hex"));
    try {
      if (isOne) await this.#write(partial, pictures);
      else {
        await mkdir(partial);
        // A folder alone in its run is not read as a step, so each name says it too.
        for (const [index, file] of pictures.entries()) {
          const image = `${stepName(step)}-${String(index).padStart(4, "0")}.${file.ending}`;
          await this.#write(join(partial, image), file);
        }
        await syncFolder(partial);
      }
      await this.#makeFolder(this.folderOf(name));
      await this.#place(partial, name, `${stepName(step)}${isOne ? `.${pictures.ending}` : ""}`);
    } finally {
      await removeAll(partial);
    }
  }

  async #write(path: string, file: PostedFile): Promise<void> {
    await writeDurably(path, file.bytes);
    await this.#inspect(path, file);
  }

  /** A folder can not take the place of one that holds something: that steps aside, and is removed when the new one is there. */
  async #place(partial: string, name: string, entry: string): Promise<void> {
    const folder = this.folderOf(name);
    const place = join(folder, entry);
    const step = stepName(Number(STEP.exec(entry)![1]));
    const aside = join(folder, `.before-${step}`);
    const before = await lstat(place).catch(() => null);
    if (before?.isDirectory()) {
      await removeAll(aside);
      await rename(place, aside);
    }
    await moveDurably(partial, place);
    const others = (await this.#steps(name)).filter((one) => stepName(one.step) === step && one.name !== entry);
    for (const other of others) await removeAll(join(folder, other.name));
    await removeAll(aside);
  }

  /** What stepped aside and got no successor comes back; of two forms of one step the newer one stays. */
  async #mend(name: string): Promise<void> {
    const folder = this.folderOf(name);
    for (const entry of await entriesOf(folder)) {
      const [, step] = /^\.before-(step-\d{8,9})$/.exec(entry.name) ?? [];
      if (step === undefined) continue;
      const place = join(folder, step);
      if (existsSync(place)) await removeAll(join(folder, entry.name));
      else await moveDurably(join(folder, entry.name), place);
    }
    const newest = new Map<number, { name: string; at: number }>();
    for (const { name: entry, step } of await this.#steps(name)) {
      const at = (await stat(join(folder, entry))).ctimeMs;
      const other = newest.get(step);
      if (other) await removeAll(join(folder, other.at > at ? entry : other.name));
      if (!other || other.at <= at) newest.set(step, { name: entry, at });
    }
  }

  async #makeFolder(folder: string): Promise<void> {
    if ((await mkdir(folder, { recursive: true })) !== undefined) await syncFolder(this.root);
  }

  /** A link would lead out of the root. */
  async #assertFolder(folder: string): Promise<void> {
    const info = await lstat(folder).catch(() => null);
    if (info && !info.isDirectory())
      throw new Problem(
        409,
        "Expected the folder of a run but a file or a link of that name is there. Next: post another run",
      );
  }

  async #steps(name: string): Promise<StoredStep[]> {
    return (await entriesOf(this.folderOf(name))).flatMap((entry) => {
      const [, digits, ending] = STEP.exec(entry.name) ?? [];
      if (digits === undefined || entry.isDirectory() !== (ending === undefined)) return [];
      const kind = ending === undefined ? "single images" : KINDS[ending as Ending];
      return [{ name: entry.name, step: Number(digits), kind }];
    });
  }
}

/** @throws Problem where the name can be that of no run */
export const assertName = (name: string): void => {
  if (!NAME.test(name))
    throw new Problem(
      400,
      "Expected a run's name of 1 to 100 letters, digits, dots, hyphens and underscores that begins with a letter or a digit. Next: name the run otherwise",
    );
};

/** Eight digits that do not begin with 0 may be read as a date. */
const stepName = (step: number): string => `step-${String(step).padStart(step < 1e7 ? 8 : 9, "0")}`;

/** NaN as Python writes it, which readers of logs know. */
const scoreLine = (step: number, scores: Readonly<Record<string, number>>): string =>
  `{${[["step", step] as const, ...Object.entries(scores)]
    .map(([name, value]) => `${JSON.stringify(name)}: ${Number.isFinite(value) ? value : "NaN"}`)
    .join(", ")}}`;

const LAST_STEP = /^\{"step": (\d{1,9})[,}]/;

const lastScoredStep = async (path: string): Promise<number | null> => {
  const text = await readFile(path, "utf8").catch(() => "");
  let last: number | null = null;
  for (const line of text.split("\n")) {
    const [, digits] = LAST_STEP.exec(line) ?? [];
    if (digits !== undefined) last = Math.max(last ?? 0, Number(digits));
  }
  return last;
};

const entriesOf = (folder: string): Promise<Dirent[]> => readdir(folder, { withFileTypes: true }).catch(() => []);
