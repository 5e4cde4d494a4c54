/** The runs below a root: taken in, found on the disk, judged one at a time, and shown on the board. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Analysis, RunState } from "../analysis/analysis.ts";
import { GanDiversityError, InputError } from "../errors.ts";
import { runStateOf } from "../report/dashboard/run-state.ts";
import type { Judging } from "../run/judging.ts";
import type { AnalyzeOptions } from "../run/options.ts";
import { Changes, pauseAfter } from "../watch/changes.ts";
import { sweep } from "../watch/sweep.ts";
import { Board } from "./board.ts";
import { judgeFolder } from "./judge-folder.ts";
import { OneAtATime } from "./one-at-a-time.ts";
import { packed } from "./packed.ts";
import { busy, Problem } from "./problem.ts";
import type { Posted, Store } from "./store.ts";

/** Requests that wait for a judgement. */
const MOST_WAITING = 1000;

export interface ServedOptions {
  judging: Judging;
  /** How runs are judged. */
  options: AnalyzeOptions;
  /** Of a run with its pictures. */
  renderReport: (analysis: Analysis) => Promise<string>;
  /** For what thumbnails a report holds. */
  thumbnails: NonNullable<AnalyzeOptions["thumbnails"]>;
  /** Is told what went wrong that no request is answered with. */
  warn: (sentence: string) => void;
}

export class ServedRuns {
  readonly board: Board;
  readonly #store: Store;
  readonly #with: ServedOptions;
  readonly #queue = new OneAtATime();
  readonly #changes = new Map<string, Changes>();
  readonly #received = new Map<string, number | null>();
  readonly #end = new AbortController();
  #waiting = 0;
  #watching: Promise<void> = Promise.resolve();

  constructor(store: Store, options: ServedOptions) {
    this.#store = store;
    this.#with = options;
    this.board = new Board((name) => this.#queue.ask(`report ${name}`, () => this.#report(name)));
  }

  /** Shows every run that lies there, and judges it. */
  async open(): Promise<void> {
    await this.#store.open();
    for (const name of await this.#store.names()) await this.#find(name);
    this.#watching = this.#watch();
  }

  /** Ends what is at work. */
  async close(): Promise<void> {
    this.#end.abort(new InputError("ENDED", "The server is being ended."));
    await this.#watching;
    await this.#queue.ask("end", async () => {});
  }

  /**
   * Returns when it lies on the disk; with `wait`, when a judgement holds it.
   * @throws Problem where it can not be taken
   */
  async post(name: string, posted: Posted, wait: boolean): Promise<RunState> {
    if (wait && this.#waiting >= MOST_WAITING)
      throw busy(
        503,
        `${MOST_WAITING} requests are waiting for a verdict already. Next: post it again, or with wait=false`,
        10,
      );
    if (wait) this.#waiting++;
    try {
      await this.#store.save(name, posted);
      if (!this.#received.has(name)) await this.#find(name);
      this.#received.set(name, Math.max(this.#received.get(name) ?? 0, posted.step));
      this.#show(name, {});
      const judged = this.#ask(name);
      if (wait) await judged;
      const run = this.board.get(name);
      if (!run)
        throw new Problem(409, "Expected a run that stays but its folder was removed meanwhile. Next: post it again");
      return run.state;
    } finally {
      if (wait) this.#waiting--;
    }
  }

  /** The first that is known of a run. */
  async #find(name: string): Promise<void> {
    const folder = this.#store.folderOf(name);
    this.#received.set(name, await this.#store.lastStep(name));
    const clock = { now: () => performance.now(), sleep: async () => {} };
    this.#changes.set(name, new Changes(() => sweep({ inputs: [folder], scores: [folder], outputs: [] }), clock));
    this.#show(name, {}, "It is about to be judged.");
    void this.#ask(name);
  }

  #forget(name: string): void {
    this.#received.delete(name);
    this.#changes.delete(name);
    this.board.remove(name);
  }

  #ask(name: string): Promise<void> {
    return this.#queue.ask(`run ${name}`, () => this.#judge(name));
  }

  async #judge(name: string): Promise<void> {
    const changes = this.#changes.get(name);
    if (!changes || this.#end.signal.aborted) return;
    await changes.begin();
    try {
      const { judging, options } = this.#with;
      const { analysis, sheet, leftOut } = await judgeFolder(this.#store.folderOf(name), judging, {
        ...options,
        signal: this.#end.signal,
      });
      this.#show(name, { judged: analysis, sheet }, leftOut);
    } catch (error) {
      if (this.#end.signal.aborted) return;
      if (!(error instanceof InputError)) this.#with.warn(`${name} was not judged: ${wordsOf(error)}`);
      this.#show(name, {}, wordsOf(error));
    } finally {
      changes.end();
    }
  }

  /** Shows what is known of a run, and what is new. @param waiting default: as it was */
  #show(name: string, news: { judged?: Analysis; sheet?: Uint8Array | null }, waiting?: string | null): void {
    if (!this.#changes.has(name)) return;
    const before = this.board.get(name);
    const { judged, sheet = before?.sheet ?? null } = news;
    const facts = {
      name,
      received: this.#received.get(name) ?? null,
      waiting: waiting === undefined ? (before?.state.waiting ?? null) : waiting,
      changedAt: new Date().toISOString(),
    };
    this.board.set(
      judged
        ? { state: runStateOf(judged, facts), analysis: packed(judged), sheet }
        : {
            state: { ...(before?.state ?? runStateOf(null, facts)), ...facts },
            analysis: before?.analysis ?? null,
            sheet,
          },
    );
  }

  async #report(name: string): Promise<string> {
    const { judging, options, thumbnails, renderReport } = this.#with;
    const folder = this.#store.folderOf(name);
    const { analysis } = await judgeFolder(folder, judging, { ...options, thumbnails, signal: this.#end.signal });
    return renderReport(analysis);
  }

  /** Looks at all folders in turn, at the pace of `watch`, until the end. */
  async #watch(): Promise<void> {
    const { signal } = this.#end;
    while (!signal.aborted) {
      const before = performance.now();
      await this.#look().catch((error: Error) => this.#with.warn(`The folder was not looked at: ${error.message}`));
      await sleep(pauseAfter(performance.now() - before), undefined, { signal }).catch(() => {});
    }
  }

  async #look(): Promise<void> {
    const names = new Set(await this.#store.names());
    for (const name of this.#changes.keys()) if (!names.has(name)) this.#forget(name);
    for (const name of names) {
      const changes = this.#changes.get(name);
      if (!changes) await this.#find(name);
      else if (await changes.areDue()) void this.#ask(name);
    }
  }
}

const wordsOf = (error: unknown): string =>
  error instanceof GanDiversityError ? error.inFlags : `unexpected: ${(error as Error).message}`;
