import { hash } from "node:crypto";
import { expect, test } from "vitest";
import { KEY_BYTES, KeyTable } from "../../../src/embed/cache/key-table.ts";

const key = (seed: number) => hash("sha256", String(seed), "hex");
const segment = (path: string, keys: readonly string[]) => ({
  path,
  keys: Buffer.from(keys.join(""), "hex"),
  count: keys.length,
  recordsStart: 0,
});
const found = (table: KeyTable, of: string) =>
  [...table.places(of)].map(({ segment: { path }, position }) => `${path} ${position}`).sort();

test("every key of many segments is found where it lies, and no other", () => {
  const table = new KeyTable();
  for (let part = 0; part < 50; part++)
    table.add(
      segment(
        `${part}`,
        Array.from({ length: 100 }, (_, position) => key(100 * part + position)),
      ),
    );
  for (let seed = 0; seed < 5000; seed++)
    expect(found(table, key(seed))).toEqual([`${Math.floor(seed / 100)} ${seed % 100}`]);
  for (let seed = 5000; seed < 6000; seed++) expect(table.has(key(seed))).toBe(false);
});

test("keys that begin alike are told apart, and one in several segments is found in each", () => {
  const alike = (last: string) => last.padStart(2 * KEY_BYTES, "0");
  const table = new KeyTable();
  table.add(segment("a", [alike("1"), alike("2")]));
  table.add(segment("b", [alike("2"), alike("3")]));
  table.add(segment("empty", []));
  table.add(segment("c", [alike("4")]));
  expect(found(table, alike("1"))).toEqual(["a 0"]);
  expect(found(table, alike("2"))).toEqual(["a 1", "b 0"]);
  expect(found(table, alike("4"))).toEqual(["c 0"]);
  expect(table.has(alike("5"))).toBe(false);
  expect(table.has("no hash")).toBe(false);
});
