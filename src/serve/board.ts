/** What is known of the runs that are served, and who is told when it changes. */
import type { RunState } from "../analysis/analysis.ts";
import type { Packed } from "./packed.ts";

export interface KnownRun {
  state: RunState;
  /** null where it was never judged. */
  analysis: Packed | null;
  /** Images of the last checkpoint as one PNG. */
  sheet: Uint8Array | null;
}

type Listener = (state: RunState) => void;

/** Reports that are kept, as each may be large. */
const MOST_REPORTS = 4;

export class Board {
  readonly #runs = new Map<string, KnownRun>();
  readonly #listeners = new Set<Listener>();
  readonly #reports = new Map<string, Promise<string>>();
  readonly #makeReport: (name: string) => Promise<string>;

  /** @param makeReport the HTML report of a run that was judged */
  constructor(makeReport: (name: string) => Promise<string>) {
    this.#makeReport = makeReport;
  }

  /** The newest change first. */
  states(): RunState[] {
    const states = [...this.#runs.values()].map(({ state }) => state);
    return states.sort((a, b) =>
      a.changedAt === b.changedAt ? (a.name < b.name ? -1 : 1) : a.changedAt < b.changedAt ? 1 : -1,
    );
  }

  get(name: string): KnownRun | undefined {
    return this.#runs.get(name);
  }

  set(run: KnownRun): void {
    const { name } = run.state;
    if (this.#runs.get(name)?.analysis !== run.analysis) this.#reports.delete(name);
    this.#runs.set(name, run);
    for (const listener of this.#listeners) listener(run.state);
  }

  remove(name: string): void {
    this.#runs.delete(name);
    this.#reports.delete(name);
  }

  /** Made when it is asked for, and kept until the run is judged again. */
  report(name: string): Promise<string> {
    const made = this.#reports.get(name) ?? this.#makeReport(name);
    this.#reports.delete(name);
    this.#reports.set(name, made);
    made.catch(() => {
      if (this.#reports.get(name) === made) this.#reports.delete(name);
    });
    const [oldest] = this.#reports.keys();
    if (this.#reports.size > MOST_REPORTS && oldest !== undefined) this.#reports.delete(oldest);
    return made;
  }

  /** @returns ends it */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
