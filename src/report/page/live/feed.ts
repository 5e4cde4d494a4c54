/**
 * States of runs as the server sends them: as events while the page is seen, by asking now and then while it is not, since a browser
 * holds few connections to one server and every tab that waits for events keeps one.
 */
import type { RunState } from "../../../analysis/analysis.ts";

interface Feed {
  /** Address of the events, and of what is asked for. */
  events: string;
  ask: string;
  /** @param isAll these are all there are */
  take: (states: RunState[], isAll: boolean) => void;
  connected: (isConnected: boolean) => void;
}

/** Milliseconds. */
const LOOK = 1000;
const RETRY = 1000;
const HIDDEN_PAUSE = 5000;
/** No event says that a run is gone. */
const SEEN_PAUSE = 30_000;
const PATIENCE = 5000;
/** After so long without a word a connection may be dead without having been closed. */
const LONGEST_SILENCE = 20_000;

export const startFeed = ({ events, ask, take, connected }: Feed): void => {
  let source: EventSource | null = null;
  let heard = 0;
  let asked = 0;
  let failed = 0;
  const hear = (): void => {
    heard = performance.now();
    connected(true);
  };
  const close = (): void => {
    source?.close();
    source = null;
  };
  const inquire = async (): Promise<void> => {
    asked = performance.now();
    try {
      const answer = await fetch(ask, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
      if (!answer.ok) throw new Error(`${answer.status}`);
      const body = (await answer.json()) as RunState | { runs: RunState[] };
      hear();
      take("runs" in body ? body.runs : [body], true);
    } catch {
      connected(false);
    }
  };
  const listen = (): void => {
    close();
    failed = 0;
    heard = performance.now();
    const opened = new EventSource(events);
    source = opened;
    opened.addEventListener("open", () => void inquire());
    opened.addEventListener("run", ({ data }: MessageEvent<string>) => {
      hear();
      take([JSON.parse(data) as RunState], false);
    });
    opened.addEventListener("error", () => {
      if (source !== opened) return;
      connected(false);
      // Otherwise the browser tries again by itself.
      if (opened.readyState === EventSource.CLOSED) {
        close();
        failed = performance.now();
      }
    });
  };
  const look = (): void => {
    const now = performance.now();
    if (document.hidden) close();
    else if (source === null ? now - failed >= RETRY : now - heard >= LONGEST_SILENCE) listen();
    if (now - asked >= (document.hidden ? HIDDEN_PAUSE : SEEN_PAUSE)) void inquire();
  };
  document.addEventListener("visibilitychange", look);
  setInterval(look, LOOK);
  if (document.hidden) void inquire();
  else listen();
};
