/** A call takes about a hundred thousand arguments, and a long log or a large folder holds more items than that. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { sourceFiles } from "./helpers/imports.ts";

/** What writes reports spreads lists that it shortened itself. */
const files = sourceFiles("src").filter((path) => !/^src\/(?:report|cli)\//.test(path));

test("no room that sees lists of data hands one to Math.max or Math.min as arguments", () => {
  expect(files.length).toBeGreaterThan(200);
  expect(files.filter((path) => /Math\.(?:max|min)\((?:\w+, )*\.\.\./.test(readFileSync(path, "utf8")))).toEqual([]);
});
