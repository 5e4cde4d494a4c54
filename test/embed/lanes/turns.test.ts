import { expect, test } from "vitest";
import { Turns } from "../../../src/embed/lanes/turns.ts";

test("whoever asks gets the turn when the one before has given it back", async () => {
  const turns = new Turns();
  const [first, second] = [turns.forOne(), turns.forOne()];
  const events: string[] = [];
  await first.take();
  const waiting = second.take().then(() => events.push("second"));
  await Promise.resolve();
  events.push("first gives");
  first.give();
  await waiting;
  expect(events).toEqual(["first gives", "second"]);
});

test("giving back twice, or what was never taken, lets nobody in too early", async () => {
  const turns = new Turns();
  const [first, second, third] = [turns.forOne(), turns.forOne(), turns.forOne()];
  third.give();
  await first.take();
  first.give();
  await second.take();
  first.give();
  let isIn = false;
  const waiting = third.take().then(() => {
    isIn = true;
  });
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(isIn).toBe(false);
  second.give();
  await waiting;
});
