/** The runs that `watch` judges, shown: nothing can be posted to them. */
import { basename, resolve } from "node:path";
import type { Analysis } from "../analysis/analysis.ts";
import { InputError } from "../errors.ts";
import { runStateOf } from "../report/dashboard/run-state.ts";
import { isRunSet, type Result, runsOf } from "../report/runs.ts";
import type { Judging } from "../run/judging.ts";
import type { AnalyzeOptions } from "../run/options.ts";
import { Board } from "./board.ts";
import { LastSheets } from "./last-sheets.ts";
import { OneAtATime } from "./one-at-a-time.ts";
import { packed } from "./packed.ts";

export interface WatchedOptions {
  judging: Judging;
  /** As the runs are watched. */
  options: AnalyzeOptions;
  renderReport: (analysis: Analysis) => Promise<string>;
  /** For the pictures of a report. */
  thumbnails: NonNullable<AnalyzeOptions["thumbnails"]>;
}

export class WatchedRuns {
  readonly board: Board;
  readonly #with: WatchedOptions;
  readonly #queue = new OneAtATime();
  /** What a run is called that is judged alone. */
  readonly #alone: string;

  constructor(options: WatchedOptions) {
    this.#with = options;
    const [first] = options.options.inputs ?? [];
    this.#alone = first === undefined ? "run" : basename(resolve(first));
    this.board = new Board((name) => this.#queue.ask(`report ${name}`, () => this.#report(name)));
  }

  /** Judges, and shows what came of it. @throws as Judging does */
  judge(signal: AbortSignal): Promise<Result> {
    return this.#queue.ask("judge", async () => {
      const { judging, options } = this.#with;
      const sheets = new LastSheets();
      try {
        const result = await judging.judge({ ...options, signal, onCheckpoint: sheets.take });
        for (const run of runsOf(result)) this.#show(run, await sheets.of(run.name));
        if (isRunSet(result)) for (const { name, reason } of result.unread) this.#wait(name, reason);
        return result;
      } catch (error) {
        if (error instanceof InputError) this.#wait(this.#alone, error.inFlags);
        throw error;
      }
    });
  }

  /** Returns when nothing is being judged. */
  close(): Promise<void> {
    return this.#queue.ask("end", async () => {});
  }

  #nameOf({ name = this.#alone }: Analysis): string {
    return name;
  }

  #show(analysis: Analysis, sheet: Uint8Array | null): void {
    const facts = { name: this.#nameOf(analysis), received: null, waiting: null, changedAt: new Date().toISOString() };
    const state = runStateOf(analysis, facts);
    this.board.set({ state: { ...state, received: state.judged }, analysis: packed(analysis), sheet });
  }

  /** What was known of it stays. */
  #wait(name: string, waiting: string): void {
    const changed = { waiting, changedAt: new Date().toISOString() };
    const { analysis = null, sheet = null, state } = this.board.get(name) ?? {};
    this.board.set({
      state: { ...(state ?? runStateOf(null, { name, received: null, ...changed })), ...changed },
      analysis,
      sheet,
    });
  }

  async #report(name: string): Promise<string> {
    const { judging, options, thumbnails, renderReport } = this.#with;
    const run = runsOf(await judging.judge({ ...options, thumbnails })).find((one) => this.#nameOf(one) === name);
    if (!run) throw new InputError("GONE", `Expected the run ${name} but it is there no more.`);
    return renderReport(run);
  }
}
