/** On a clock of the test's own: nothing here waits. */
import { expect, test } from "vitest";
import { Changes } from "../../src/watch/changes.ts";
import type { Sweep } from "../../src/watch/sweep.ts";

/** @param states what lies on disk from a time on, seconds */
const watched = (states: readonly (readonly [from: number, state: Sweep])[]) => {
  let time = 0;
  let looks = 0;
  const look = async (): Promise<Sweep> => {
    looks++;
    return states.findLast(([from]) => from * 1000 <= time)![1];
  };
  const clock = {
    now: () => time,
    sleep: async (milliseconds: number, signal: AbortSignal) => {
      signal.throwIfAborted();
      time += milliseconds;
      if (time > 3_600_000) throw new Error("nothing came within the hour");
    },
  };
  const changes = new Changes(look, clock);
  return {
    changes,
    /** Judges for some seconds, then waits. @returns when there is something new, seconds */
    async nextAfter(seconds: number): Promise<number> {
      await changes.begin();
      time += seconds * 1000;
      changes.end();
      await changes.next(new AbortController().signal);
      return time / 1000;
    },
    looks: () => looks,
  };
};

const state = (pictures: string, logs = "a"): Sweep => ({ pictures, logs });

test("a picture that is complete is judged within two seconds", async () => {
  const { nextAfter } = watched([
    [0, state("a")],
    [10, state("b")],
  ]);
  const at = await nextAfter(0.1);
  expect(at).toBeGreaterThanOrEqual(10);
  expect(at).toBeLessThan(12);
});

test("a picture that is still being written is waited for", async () => {
  const writing = Array.from({ length: 8 }, (_, part): [number, Sweep] => [10 + part / 2, state(`part ${part}`)]);
  const at = await watched([[0, state("a")], ...writing]).nextAfter(0.1);
  expect(at).toBeGreaterThanOrEqual(13.5);
  expect(at).toBeLessThan(15);
});

test("pictures that never stop coming are judged all the same", async () => {
  const coming = Array.from({ length: 2000 }, (_, part): [number, Sweep] => [10 + part / 10, state(`part ${part}`)]);
  expect(await watched([[0, state("a")], ...coming]).nextAfter(0.1)).toBeLessThan(30);
});

test("a log that grows at every step is judged now and then", async () => {
  const growing = Array.from({ length: 600 }, (_, row): [number, Sweep] => [row / 10, state("a", `row ${row}`)]);
  const at = await watched(growing).nextAfter(0.1);
  expect(at).toBeGreaterThanOrEqual(15);
  expect(at).toBeLessThan(17);
});

test("what was written while a run was judged is judged next", async () => {
  const { nextAfter } = watched([
    [0, state("a")],
    [1, state("b")],
  ]);
  expect(await nextAfter(2)).toBeGreaterThan(2);
});

test("judging takes a third of the time at most", async () => {
  const coming = Array.from({ length: 400 }, (_, part): [number, Sweep] => [part, state(`part ${part}`)]);
  expect(await watched(coming).nextAfter(20)).toBeGreaterThanOrEqual(60);
});

test("nothing new is waited for without many looks", async () => {
  const { nextAfter, looks } = watched([
    [0, state("a")],
    [600, state("b")],
  ]);
  await nextAfter(0.1);
  expect(looks()).toBeLessThan(1300);
});

test("the reason of the signal ends the waiting", async () => {
  const { changes } = watched([[0, state("a")]]);
  await changes.begin();
  changes.end();
  await expect(changes.next(AbortSignal.abort(new Error("stopped")))).rejects.toThrow("stopped");
});
