import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { reserve, simdInstance } from "../../src/kit/simd.ts";

const sources = readdirSync("src", { recursive: true, encoding: "utf8" }).filter((path) =>
  /\bsimd[\\/][^\\/]+\.ts$/.test(path),
);
const exported = sources.flatMap((path) =>
  [...readFileSync(join("src", path), "utf8").matchAll(/^export (?:function|let|const) (\w+)/gm)].map(
    ([, name]) => name!,
  ),
);

test("no two files of the module export the same name: the later one would take the place of the other", () => {
  expect(exported.length).toBeGreaterThan(20);
  expect(exported.filter((name, at) => exported.indexOf(name) !== at)).toEqual([]);
});

test("every exported function and variable is in what was built", () => {
  expect(Object.keys(simdInstance<Record<string, unknown>>())).toEqual(expect.arrayContaining(exported));
});

test("memory grows to what is asked for, keeps what it held, and is each instance's own", () => {
  const [first, second] = [simdInstance(), simdInstance()];
  new Uint8Array(reserve(first.memory, 10)).set([1, 2, 3]);
  const grown = reserve(first.memory, 200_000);
  expect(grown.byteLength).toBeGreaterThanOrEqual(200_000);
  expect([...new Uint8Array(grown, 0, 3)]).toEqual([1, 2, 3]);
  expect(reserve(first.memory, 5)).toBe(grown);
  expect(reserve(second.memory, 10).byteLength).toBeLessThan(200_000);
});
