import { expect, test } from "vitest";
import { runStateOf } from "../../src/report/dashboard/run-state.ts";
import { Board } from "../../src/serve/board.ts";
import { EventStreams } from "../../src/serve/events.ts";

const opened = () => {
  const board = new Board(async () => "");
  const set = (name: string, waiting: string) =>
    board.set({
      state: runStateOf(null, { name, waiting, received: null, changedAt: "2026-01-02T03:04:05.000Z" }),
      analysis: null,
      sheet: null,
    });
  return { board, set, streams: new EventStreams(board) };
};

const reading = (response: Response) => {
  const reader = response.body!.getReader();
  let text = "";
  return {
    /** What came until the stream has said it. */
    until: async (words: string) => {
      while (!text.includes(words)) {
        const { value, done } = await reader.read();
        if (done) throw new Error(`ended without ${words}: ${text}`);
        text += new TextDecoder().decode(value);
      }
      return text;
    },
    rest: async () => {
      for (;;) {
        const { value, done } = await reader.read();
        if (done) return text;
        text += new TextDecoder().decode(value);
      }
    },
    cancel: () => reader.cancel(),
  };
};

test("a stream begins with every run that is there, and tells what changes with ids that count up", async () => {
  const { set, streams } = opened();
  set("a", "first");
  const stream = reading(streams.response());
  expect(await stream.until('"first"')).toMatch(/^retry: 1000\n\nid: 1\nevent: run\ndata: \{.*"name":"a".*\}\n\n$/);
  set("b", "second");
  const text = await stream.until('"second"');
  expect([...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => id)).toEqual(["1", "2"]);
  await stream.cancel();
});

test("the stream of a run tells of no other", async () => {
  const { set, streams } = opened();
  set("a", "first");
  set("b", "first");
  const stream = reading(streams.response("b"));
  set("a", "second");
  set("b", "third");
  streams.close();
  const text = await stream.rest();
  expect(text).toContain('"third"');
  expect(text).not.toContain('"name":"a"');
});

test("a reader that takes nothing is told the last state of a run, and nothing piles up for it", async () => {
  const { set, streams } = opened();
  const stream = reading(streams.response());
  const large = "x".repeat(2 ** 20);
  for (let change = 0; change < 50; change++) set("a", `${change} ${large}`);
  set("a", "the last one");
  const text = await stream.until("the last one");
  expect(text.length).toBeLessThan(4 * 2 ** 20);
  await stream.cancel();
});

test("so many streams are open at most, and one that its reader left makes room", async () => {
  const { streams } = opened();
  const open = Array.from({ length: 64 }, () => streams.response());
  expect(() => streams.response()).toThrow(/64 pages/);
  await open[0]!.body!.cancel();
  expect(streams.response().status).toBe(200);
  streams.close();
});
