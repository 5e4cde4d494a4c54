import { expect, test } from "vitest";
import { pathHint } from "../../src/kit/path-hint.ts";

test.each([
  ["https://host/a.png", "linux", /nothing is fetched: download it/],
  ["s3://bucket/run", "win32", /nothing is fetched: download it/],
  ["FILE:///data/x", "linux", /without file:\/\//],
  ["~/runs", "linux", /inside quotes/],
  ["~anna/runs", "darwin", /inside quotes/],
  ["~\\runs", "win32", /write the whole path/],
  ["C:\\runs\\a", "linux", /\/mnt\/c\/runs\/a/],
  ["d:/runs", "linux", /\/mnt\/d\/runs/],
  ["runs\\a\\*.png", "linux", /write runs\/a\/\*\.png$/],
  ["my\\ run", "linux", /leave it out/],
] as const)("%s on %s is told for what it is", (path, platform, hint) => {
  expect(pathHint(path, platform)).toMatch(hint);
});

test.each([
  ["runs/a", "linux"],
  ["a~b", "linux"],
  ["c:relative", "linux"],
  ["C:\\runs\\a", "win32"],
  ["runs\\a", "win32"],
  ["", "linux"],
] as const)("%s on %s is a path as any other", (path, platform) => {
  expect(pathHint(path, platform)).toBeNull();
});
