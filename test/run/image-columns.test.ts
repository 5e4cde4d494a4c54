import { expect, test } from "vitest";
import type { ImageFile } from "../../src/pixels/decode.ts";
import { ImageColumns, permuteRows } from "../../src/run/image-columns.ts";

const image = (member: string): ImageFile => ({
  member,
  source: { content: () => Promise.reject(new Error()) },
  box: null,
});
const hash = (byte: number) => byte.toString(16).padStart(2, "0").repeat(32);
const entry = (member: string, byte: number) => ({
  image: image(member),
  contentHash: hash(byte),
  facts: [byte, Number.NaN] as const,
  key: hash(255 - byte),
});
const never = () => {
  throw new Error("nothing was to be read");
};
const columnsOf = (read: (key: string, row: Float32Array) => void = never) =>
  new ImageColumns({ most: 10, dimension: 2, shares: true }, read);

test("images are ordered by content, equal ones by name, and their rows with them", () => {
  const columns = columnsOf();
  columns.add(entry("c", 3), Float32Array.of(3, 30));
  columns.add(entry("b", 1), Float32Array.of(1, 10));
  columns.add(entry("a", 3), Float32Array.of(2, 20));
  const order = columns.byContent();
  expect([...order]).toEqual([1, 2, 0]);
  columns.arrange(order);
  expect([...columns.matrix()]).toEqual([1, 10, 2, 20, 3, 30]);
  expect(columns.image(1).member).toBe("b");
  expect([columns.contentHash(1), columns.key(1), columns.facts(1)]).toEqual([hash(1), hash(254), [1, Number.NaN]]);
});

test("hashes that differ in their last byte only are ordered by it", () => {
  const columns = columnsOf();
  for (const end of ["02", "01"])
    columns.add({ ...entry("same", 0), contentHash: `${"00".repeat(31)}${end}` }, Float32Array.of(0, 0));
  expect([...columns.byContent()]).toEqual([1, 0]);
});

test("an embedding that is kept is read into its row when the matrix is asked for, and once", () => {
  const read: string[] = [];
  const columns = columnsOf((key, row) => {
    read.push(key);
    row.set([7, 8]);
  });
  columns.add(entry("known", 9), null);
  columns.add(entry("new", 1), Float32Array.of(1, 2));
  columns.arrange(columns.byContent());
  expect(read).toEqual([]);
  expect([...columns.matrix()]).toEqual([1, 2, 7, 8]);
  expect([...columns.matrix()]).toEqual([1, 2, 7, 8]);
  expect(read).toEqual([hash(255 - 9)]);
});

test("an image without a key has none", () => {
  const columns = columnsOf();
  columns.add({ ...entry("a", 1), key: null }, Float32Array.of(1, 2));
  expect(columns.key(0)).toBeNull();
});

test("the matrix of a large set is memory that threads share, where they do", () => {
  for (const [most, shares, isShared] of [
    [16_384, true, true],
    [16_384, false, false],
    [16_383, true, false],
  ] as const) {
    const columns = new ImageColumns({ most, dimension: 2, shares }, never);
    columns.add(entry("a", 1), Float32Array.of(1, 2));
    expect(columns.matrix().buffer instanceof SharedArrayBuffer).toBe(isShared);
    expect([...columns.matrix()]).toEqual([1, 2]);
  }
});

test("rows are brought into any order in their place", () => {
  for (const order of [
    [0, 1, 2, 3],
    [3, 0, 1, 2],
    [1, 0, 3, 2],
    [2, 0, 1, 3],
    [3, 2, 1, 0],
  ]) {
    const matrix = Float32Array.from({ length: 12 }, (_, index) => index);
    permuteRows(matrix, 3, Uint32Array.from(order));
    expect([...matrix]).toEqual(order.flatMap((row) => [3 * row, 3 * row + 1, 3 * row + 2]));
  }
});
