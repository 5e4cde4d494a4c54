/** What a call remembers of earlier ones, and keeps for later ones: nothing where there is no cache. */
import { ResultCache } from "../embed/cache/result-cache.ts";
import { Listings } from "../inputs/listings.ts";
import type { SeenFiles } from "../pixels/picture.ts";
import { KnownFiles } from "./known-files.ts";
import type { Order } from "./options.ts";
import { buildId } from "./tool-version.ts";

export class Memory {
  /** What this call has seen of folders. */
  readonly listings = new Listings();
  readonly #results: ResultCache | null;
  readonly #files: KnownFiles | null;
  readonly #build: string;
  #isDoubted = false;

  private constructor(build: string, results: ResultCache | null, files: KnownFiles | null) {
    this.#build = build;
    this.#results = results;
    this.#files = files;
  }

  static async open({ cache, inputs, verifyCache = false }: Order): Promise<Memory> {
    const build = buildId();
    if (cache === undefined) return new Memory(build, null, null);
    const results = new ResultCache(cache);
    const files = await KnownFiles.open(results, { build, inputs, verify: verifyCache });
    return new Memory(build, results, files);
  }

  /** Something will have to be embedded: nothing is known of the inputs. */
  get isEmpty(): boolean {
    return this.#files?.areNew ?? true;
  }

  /** Does it at the first file that is new or has changed: something may have to be embedded. Each call replaces the one before. */
  whenUnknown(begin: () => void): void {
    if (this.#files) this.#files.onUnknown = begin;
  }

  get seen(): SeenFiles | undefined {
    const files = this.#files;
    return files ? (path) => files.of(path) : undefined;
  }

  /**
   * The result as it was once computed, or computed now.
   * @param from everything that determines it beside the tool's own code, as JSON; null when that can not be told
   * @param compute its result is anything that JSON holds
   */
  of<T>(from: readonly unknown[] | null, compute: () => Promise<T>): Promise<T> {
    return this.#results && from ? this.#results.of([this.#build, ...from], compute) : compute();
  }

  /** As KnownFiles tells it. */
  stateOf(path: string): string | null {
    return this.#files?.stateOf(path) ?? null;
  }

  /** What a run of these settings came to, where it was kept in this state of its files. @param from as for `of` */
  async run<T>(from: readonly unknown[], state: string): Promise<T | null> {
    const kept = (await this.#results?.get([this.#build, "run", ...from])) as { state: string; result: T } | undefined;
    return kept?.state === state ? kept.result : null;
  }

  /** What goes wrong in this call may go right in the next: its result is none to keep. */
  doubt(): void {
    this.#isDoubted = true;
  }

  /** In the place of what was kept before. */
  keepRun(from: readonly unknown[], state: string, result: unknown): void {
    if (!this.#isDoubted) this.#results?.put([this.#build, "run", ...from], { state, result });
  }

  async close(): Promise<void> {
    this.#files?.save();
    await this.#results?.close();
  }
}
