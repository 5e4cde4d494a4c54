import { expect, test } from "vitest";
import { connectionOf, withoutPassword } from "../../src/queue/connection.ts";

test.each([
  ["redis://me:secret@host:6379/2", "redis://***@host:6379/2"],
  ["rediss://:secret@host", "rediss://***@host"],
  ["redis://host:6379", "redis://host:6379"],
  ["redis://me:p@ss/w@host", "redis://***@host"],
  ["redis:/me:secret@host", "***@host"],
  ["unix:/run/redis.sock", "unix:/run/redis.sock"],
])("of %s people are shown %s", (url, shown) => {
  expect(withoutPassword(url)).toBe(shown);
});

test("a socket is a path, TLS and a password go through as they are", () => {
  expect(connectionOf("unix:///run/redis.sock")).toMatchObject({ path: "/run/redis.sock" });
  expect(connectionOf("unix:/run/redis.sock")).toMatchObject({ path: "/run/redis.sock" });
  expect(connectionOf("rediss://:secret@host")).toMatchObject({ url: "rediss://:secret@host" });
});
