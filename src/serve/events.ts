/** Server-sent events: the state of every run, or of one, now and whenever it changes. */
import type { RunState } from "../analysis/analysis.ts";
import type { Board } from "./board.ts";
import { busy } from "./problem.ts";

/** Milliseconds from one sign of life to the next. */
const HEARTBEAT = 15_000;
/** Signs of life that nobody took, after which nobody is there. */
const MOST_MISSED = 4;
const MOST_STREAMS = 64;

export class EventStreams {
  readonly #board: Board;
  readonly #open = new Set<() => void>();
  #id = 0;

  constructor(board: Board) {
    this.#board = board;
  }

  /** @param name of the run; undefined for all @throws Problem when there are too many */
  response(name?: string): Response {
    if (this.#open.size >= MOST_STREAMS)
      throw busy(503, `${MOST_STREAMS} pages are being kept up to date already. Next: close some`, HEARTBEAT / 1000);
    return new Response(this.#stream(name), {
      headers: { "content-type": "text/event-stream", "cache-control": "no-store", "x-accel-buffering": "no" },
    });
  }

  close(): void {
    for (const end of [...this.#open]) end();
  }

  #stream(name: string | undefined): ReadableStream<Uint8Array> {
    const encoder = new TextEncoder();
    /** A slow reader is told the last state of each run, and nothing piles up. */
    const pending = new Map<string, RunState>();
    let missed = 0;
    let end = () => {};
    let flush = () => {};
    return new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          const send = (text: string) => controller.enqueue(encoder.encode(text));
          flush = () => {
            for (const [run, state] of pending) {
              if ((controller.desiredSize ?? 0) <= 0) return;
              pending.delete(run);
              missed = 0;
              send(`id: ${++this.#id}\nevent: run\ndata: ${JSON.stringify(state)}\n\n`);
            }
          };
          const take = (state: RunState) => {
            if (name !== undefined && state.name !== name) return;
            pending.set(state.name, state);
            flush();
          };
          const forget = this.#board.listen(take);
          const heart = setInterval(() => {
            if ((controller.desiredSize ?? 0) > 0) send(":\n\n");
            else if (++missed >= MOST_MISSED) end();
          }, HEARTBEAT);
          end = () => {
            if (!this.#open.delete(end)) return;
            forget();
            clearInterval(heart);
            try {
              controller.close();
            } catch {
              // The reader was faster.
            }
          };
          this.#open.add(end);
          send("retry: 1000\n\n");
          for (const state of this.#board.states()) take(state);
        },
        pull: () => flush(),
        cancel: () => end(),
      },
      new ByteLengthQueuingStrategy({ highWaterMark: 2 ** 20 }),
    );
  }
}
