import { expect, test } from "vitest";
import { OneAtATime } from "../../src/serve/one-at-a-time.ts";

/** Work that ends when it is told to. */
const held = () => {
  let end = () => {};
  const done = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { done, end };
};

test("works begin in the order they were asked for, each when the one before has ended", async () => {
  const queue = new OneAtATime();
  const told: string[] = [];
  const first = held();
  const all = [
    queue.ask("a", async () => {
      told.push("a begins");
      await first.done;
      told.push("a ends");
    }),
    queue.ask("b", async () => void told.push("b")),
    queue.ask("c", async () => void told.push("c")),
  ];
  expect(queue.length).toBe(2);
  first.end();
  await Promise.all(all);
  expect(told).toEqual(["a begins", "a ends", "b", "c"]);
});

test("what is asked for while it waits is done once, and what is asked for while it is done is done again", async () => {
  const queue = new OneAtATime();
  const running = held();
  let done = 0;
  const work = async () => {
    const number = ++done;
    if (number === 1) await running.done;
    return number;
  };
  const first = queue.ask("a", work);
  const later = [queue.ask("a", work), queue.ask("a", work)];
  running.end();
  expect(await first).toBe(1);
  expect(await Promise.all(later)).toEqual([2, 2]);
  expect(done).toBe(2);
});

test("a work that fails fails those who asked, and the next one is done", async () => {
  const queue = new OneAtATime();
  const broken = queue.ask("a", async () => {
    throw new Error("broken");
  });
  const next = queue.ask("b", async () => "done");
  await expect(broken).rejects.toThrow("broken");
  expect(await next).toBe("done");
});
