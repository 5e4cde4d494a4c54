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
  #last: Sweep | null = null;
  /** When new pictures were first seen; null where there are none. */
  #newSince: number | null = null;
  #began = 0;
  #earliest = 0;

  constructor(look: () => Promise<Sweep>, clock: Clock) {
    this.#look = look;
    this.#clock = clock;
  }

  /** Called before a judgement: what is written from now on is new. */
  async begin(): Promise<void> {
    this.#judged = await this.#look();
    this.#last = null;
    this.#newSince = null;
    this.#began = this.#clock.now();
  }

  /** Called behind it. */
  end(): void {
    const now = this.#clock.now();
    this.#earliest = now + (now - this.#began) * (1 / JUDGING_SHARE - 1);
  }

  /** Looks once: there is something new, and it is time to judge it. */
  async areDue(): Promise<boolean> {
    const seen = await this.#look();
    const now = this.#clock.now();
    const areNew = seen.pictures !== this.#judged?.pictures;
    this.#newSince = areNew ? (this.#newSince ?? now) : null;
    const areWhole =
      seen.pictures === this.#last?.pictures || (this.#newSince !== null && now - this.#newSince >= LONGEST_WRITING);
    const isLogDue = seen.logs !== this.#judged?.logs && now - this.#began >= LOG_PAUSE;
    this.#last = seen;
    return now >= this.#earliest && (areNew ? areWhole : isLogDue);
  }

  /** @throws the reason of the signal once it is aborted */
  async next(signal: AbortSignal): Promise<void> {
    for (;;) {
      const before = this.#clock.now();
      if (await this.areDue()) return;
      await this.#clock.sleep(pauseAfter(this.#clock.now() - before), signal);
    }
  }
}

/** @param looking milliseconds that a look took @returns milliseconds until the next one */
export const pauseAfter = (looking: number): number => Math.max(SHORTEST_PAUSE, looking / LOOKING_SHARE);
