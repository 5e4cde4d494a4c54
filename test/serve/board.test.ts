import { expect, test } from "vitest";
import { runStateOf } from "../../src/report/dashboard/run-state.ts";
import { Board } from "../../src/serve/board.ts";
import { packed } from "../../src/serve/packed.ts";
import { collapsedAnalysis } from "../helpers/analysis-fixtures.ts";

const known = (name: string, changedAt = "2026-01-02T03:04:05.000Z", analysis = collapsedAnalysis()) => ({
  state: runStateOf(analysis, { name, waiting: null, received: 2, changedAt }),
  analysis: packed(analysis),
  sheet: null,
});

test("runs come with the newest change first, and what changed at once by their names", () => {
  const board = new Board(async () => "");
  board.set(known("b"));
  board.set(known("new", "2026-01-03T00:00:00.000Z"));
  board.set(known("a"));
  expect(board.states().map(({ name }) => name)).toEqual(["new", "a", "b"]);
});

test("a report is made when it is asked for, once until the run is judged again, and again after it failed", async () => {
  let made = 0;
  const board = new Board(async (name) => {
    if (++made === 1) throw new Error("not now");
    return `${name} ${made}`;
  });
  const run = known("a");
  board.set(run);
  expect(made).toBe(0);
  await expect(board.report("a")).rejects.toThrow("not now");
  expect([await board.report("a"), await board.report("a")]).toEqual(["a 2", "a 2"]);
  // Something was received, and nothing judged.
  board.set({ ...run, state: { ...run.state, received: 3 } });
  expect(await board.report("a")).toBe("a 2");
  board.set(known("a"));
  expect(await board.report("a")).toBe("a 3");
});

test("of many runs few reports are kept: those that were asked for last", async () => {
  let made = 0;
  const board = new Board(async () => `${++made}`);
  for (const name of "abcdef") {
    board.set(known(name));
    await board.report(name);
  }
  await board.report("f");
  expect(made).toBe(6);
  await board.report("a");
  expect(made).toBe(7);
});

test("who listens is told of every change, until it ends it", () => {
  const board = new Board(async () => "");
  const told: string[] = [];
  const end = board.listen(({ name }) => told.push(name));
  board.set(known("a"));
  end();
  board.set(known("b"));
  expect(told).toEqual(["a"]);
});
