/** Holds the code to the table of rooms in ARCHITECTURE.md. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { importsOf, sourceFiles } from "./helpers/imports.ts";
import { breaches, findCycle, readRooms } from "./helpers/rooms.ts";

const rooms = readRooms(readFileSync("ARCHITECTURE.md", "utf8"));
const files = sourceFiles("src").map((path) => ({ path, imports: importsOf(path) }));

describe("the house", () => {
  test("has a row in ARCHITECTURE.md for every room, and a room for every row", () => {
    const folders = new Set(files.map(({ path }) => path.split("/")[1]!));
    for (const name of ["index.ts", "errors.ts"]) expect(folders.delete(name)).toBe(true);
    const listed = new Set([...rooms.keys()].filter((room) => room.endsWith("/")).map((room) => room.split("/")[0]!));
    expect([...folders].sort()).toEqual([...listed].sort());
  });

  test("has no import that the table does not allow", () => {
    expect(files.flatMap(({ path, imports }) => breaches(path, imports, rooms))).toEqual([]);
  });

  test("has no circle of files that import each other", () => {
    expect(findCycle(files)).toEqual([]);
  });
});

describe("the guard", () => {
  const table = readRooms(
    [
      "| room | for | may import | packages of its own |",
      "|---|---|---|---|",
      "| `errors.ts` | errors | nothing, open to all | |",
      "| `low/` | pixels | nothing | `sharp` |",
      "| `high/` | metrics | `low/` (types) | |",
      "| `high/page/` | page | `high/`, `low/inner/` | |",
    ].join("\n"),
  );
  const breach = (path: string, code: string) => breaches(path, importsOf(path, code), table);

  test("lets through what the table allows", () => {
    expect(breach("src/high/a.ts", 'import type { A } from "../low/a.ts";\nimport { E } from "../errors.ts";')).toEqual(
      [],
    );
    expect(breach("src/high/a.ts", 'import { type A, type B } from "../low/a.ts";')).toEqual([]);
    expect(breach("src/high/page/a.ts", 'import { a } from "../../low/inner/a.ts";')).toEqual([]);
    expect(breach("src/low/a.ts", 'import sharp from "sharp";\nimport { b } from "./b.ts";')).toEqual([]);
  });

  test.each([
    ["src/low/a.ts", 'import { a } from "../high/a.ts";', "climbs up"],
    ["src/high/a.ts", 'import { a } from "../low/a.ts";', "takes a value where types are allowed"],
    ["src/high/a.ts", 'export { a } from "../low/a.ts";', "exports from a room it may not import"],
    ["src/high/page/a.ts", 'import { a } from "../../low/a.ts";', "leaves the allowed folder"],
    ["src/low/a.ts", 'const { a } = await import("../high/a.ts");', "imports later"],
    ["src/high/a.ts", 'import sharp from "sharp";', "takes a package of another room"],
    ["src/loose.ts", "", "lies in no room"],
    ["src/attic/a.ts", "", "lies in a room that the table does not have"],
    ["src/low/a.ts", 'import { analyze } from "../index.ts";', "imports the library from inside"],
  ])("refuses %s with %s because it %s", (path, code) => {
    expect(breach(path, code)).toHaveLength(1);
  });

  test("finds a circle, also through types", () => {
    const imports = (to: string) => [{ to, types: true, isPackage: false }];
    const circle = [
      { path: "src/a.ts", imports: imports("src/b.ts") },
      { path: "src/b.ts", imports: imports("src/c.ts") },
      { path: "src/c.ts", imports: imports("src/b.ts") },
    ];
    expect(findCycle(circle)).toEqual(["src/b.ts", "src/c.ts", "src/b.ts"]);
    expect(findCycle(circle.slice(0, 2))).toEqual([]);
  });
});
