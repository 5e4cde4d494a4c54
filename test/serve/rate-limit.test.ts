import { expect, test } from "vitest";
import { RateLimit } from "../../src/serve/rate-limit.ts";

const limited = () => {
  const clock = { now: 0 };
  return { clock, limit: new RateLimit({ perSecond: 2, atOnce: 3 }, () => clock.now) };
};

test("so many at once are allowed, then so many a second, and how long to wait is said", () => {
  const { clock, limit } = limited();
  expect([1, 2, 3].map(() => limit.take("a"))).toEqual([0, 0, 0]);
  expect(limit.take("a")).toBe(0.5);
  clock.now = 400;
  expect(limit.take("a")).toBeCloseTo(0.1);
  clock.now = 500;
  expect(limit.take("a")).toBe(0);
  expect(limit.take("a")).toBe(0.5);
});

test("each address has its own", () => {
  const { limit } = limited();
  for (let request = 0; request < 10; request++) limit.take("a");
  expect(limit.take("a")).toBeGreaterThan(0);
  expect(limit.take("b")).toBe(0);
});

test("who was silent may send as many at once as at first, and no more", () => {
  const { clock, limit } = limited();
  for (let request = 0; request < 3; request++) limit.take("a");
  clock.now = 3_600_000;
  expect([1, 2, 3, 4].map(() => limit.take("a") > 0)).toEqual([false, false, false, true]);
});
