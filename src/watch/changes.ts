/** Waits until there is something new to judge: complete pictures at once, logs now and then, and never all of the time. */
import type { Sweep } from "./sweep.ts";

/** Milliseconds between two looks at the least; at most a fiftieth of the time is spent on looking. */
const SHORTEST_PAUSE = 500;
const LOOKING_SHARE = 1 / 50;
/** Milliseconds after which pictures are judged although some are still being written. */
const LONGEST_WRITING = 15_000;
/** Milliseconds from one judgement to the next where only a log has grown, as most do at every step. */
const LOG_PAUSE = 15_000;
/** The training has the machine: at most this share of the time is spent on judging. */
const JUDGING_SHARE = 1 / 3;

export interface Clock {
  /** Milliseconds. */
  now(): number;
  /** @throws the reason of the signal once it is aborted */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

export class Changes {
  readonly #look: () => Promise<Sweep>;
  readonly #clock: Clock;
  #judged: Sweep | null = null;
  #began = 0;
  #earliest = 0;

  constructor(look: () => Promise<Sweep>, clock: Clock) {
    this.#look = look;
    this.#clock = clock;
  }

  /** Called before a judgement: what is written from now on is new. */
  async begin(): Promise<void> {
    this.#judged = await this.#look();
    this.#began = this.#clock.now();
  }

  /** Called behind it. */
  end(): void {
    const now = this.#clock.now();
    this.#earliest = now + (now - this.#began) * (1 / JUDGING_SHARE - 1);
  }

  /** @throws the reason of the signal once it is aborted */
  async next(signal: AbortSignal): Promise<void> {
    let last: Sweep | null = null;
    let since: number | null = null;
    for (;;) {
      const before = this.#clock.now();
      const seen = await this.#look();
      const now = this.#clock.now();
      const areNew = seen.pictures !== this.#judged?.pictures;
      since = areNew ? (since ?? now) : null;
      const areWhole = seen.pictures === last?.pictures || (since !== null && now - since >= LONGEST_WRITING);
      const isLogDue = seen.logs !== this.#judged?.logs && now - this.#began >= LOG_PAUSE;
      if (now >= this.#earliest && (areNew ? areWhole : isLogDue)) return;
      last = seen;
      await this.#clock.sleep(Math.max(SHORTEST_PAUSE, (now - before) / LOOKING_SHARE), signal);
    }
  }
}
