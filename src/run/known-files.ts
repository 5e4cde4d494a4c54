/** What earlier runs saw in files, as long as their path, size and time are the same: they need not be read again. */
import { resolve } from "node:path";
import type { ResultCache } from "../embed/cache/result-cache.ts";
import { isPicture } from "../inputs/picture-names.ts";
import { statOrNull } from "../kit/file-kind.ts";
import type { SeenBefore } from "../pixels/picture.ts";

/** A file that was written so shortly before it was looked at may be written again within the same tick of its clock. */
const SETTLED = 2000;
/** Files that are remembered, some 300 bytes each; of a larger set nothing is, and its files are read again. */
const MOST_FILES = 250_000;

interface Kept {
  size: number;
  mtimeMs: number;
  inode: number;
  facts: Record<string, unknown>;
}

export class KnownFiles {
  readonly #results: ResultCache;
  readonly #from: readonly unknown[];
  readonly #kept: Map<string, Kept>;
  readonly #current = new Map<string, Kept | null>();
  readonly #began = Date.now();
  readonly #most: number;
  #isChanged = false;
  #areTooMany = false;
  /** Called at the first file of which nothing is known. */
  onUnknown: () => void = () => {};

  private constructor(results: ResultCache, from: readonly unknown[], kept: Map<string, Kept>, most: number) {
    this.#results = results;
    this.#from = from;
    this.#kept = kept;
    this.#most = most;
  }

  /**
   * @param of.inputs of the run: what is known of its files lies together
   * @param of.verify nothing known is believed
   * @param of.most files; of more nothing is remembered
   */
  static async open(
    results: ResultCache,
    {
      build,
      inputs,
      verify,
      most = MOST_FILES,
    }: { build: string; inputs: readonly string[]; verify: boolean; most?: number },
  ): Promise<KnownFiles> {
    const from = [build, "files", inputs.map((input) => resolve(input)).sort()];
    const kept = verify ? undefined : ((await results.get(from)) as [string, Kept][] | undefined);
    return new KnownFiles(results, from, new Map(kept), most);
  }

  /** No earlier run looked at these inputs. */
  get areNew(): boolean {
    return this.#kept.size === 0;
  }

  /**
   * @param path absolute; looked at when something is first asked of it, which is before the file is read
   * @returns undefined when there are too many files to remember them
   */
  of(path: string): SeenBefore | undefined {
    if (this.#areTooMany) return undefined;
    return {
      get: (what) => this.#entry(path)?.facts[what],
      set: (what, value) => {
        const entry = this.#entry(path);
        if (!entry) return;
        entry.facts[what] = value;
        this.#isChanged = true;
      },
    };
  }

  /** Tells whether a file has changed since; null when it is so new that it may change unseen. @param path absolute */
  stateOf(path: string): string | null {
    const now = isPicture(path) ? this.#entry(path) : lookAt(path);
    return now && now.mtimeMs < this.#began - SETTLED ? `${now.size} ${now.mtimeMs} ${now.inode}` : null;
  }

  /** Files that no run looks at any more are forgotten. */
  save(): void {
    if (!this.#isChanged) return;
    const settled = [...this.#current].filter(([, entry]) => entry && entry.mtimeMs < this.#began - SETTLED);
    this.#results.put(this.#from, settled);
  }

  #forget(): void {
    this.#areTooMany = true;
    this.#isChanged = false;
    this.#current.clear();
    this.#kept.clear();
  }

  #entry(path: string): Kept | null {
    const known = this.#current.get(path);
    if (known !== undefined) return known;
    if (this.#current.size >= this.#most) this.#forget();
    if (this.#areTooMany) return null;
    const now = lookAt(path);
    const before = this.#kept.get(path);
    const isKnown =
      now && before && before.size === now.size && before.mtimeMs === now.mtimeMs && before.inode === now.inode;
    const entry = isKnown ? before : now;
    if (!isKnown) this.#tellUnknown();
    this.#current.set(path, entry);
    return entry;
  }

  #tellUnknown(): void {
    const tell = this.onUnknown;
    this.onUnknown = () => {};
    tell();
  }
}

const lookAt = (path: string): Kept | null => {
  const info = statOrNull(path);
  return info && { size: info.size, mtimeMs: info.mtimeMs, inode: info.ino, facts: {} };
};
