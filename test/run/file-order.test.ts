import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { analyze } from "../../src/index.ts";
import { writeDrawings } from "../helpers/pictures.ts";

const COUNT = 24;
let root: string;
let originals: string[];
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "file-order-"));
  const folder = join(root, "originals");
  await mkdir(folder);
  // Each of eight drawings three times, the copies in files of their own.
  originals = await writeDrawings(
    folder,
    Array.from({ length: COUNT }, (_, index) => index % 8),
  );
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** Everything that is measured on the pictures, groups as sets of original file numbers. */
const measure = async (order: readonly number[]) => {
  const folder = await mkdtemp(join(root, "set-"));
  for (const [place, original] of order.entries())
    await cp(originals[original]!, join(folder, `image_${String(place).padStart(3, "0")}.png`));
  const { checkpoints } = await analyze({ inputs: [folder], device: "cpu", threads: 1 });
  const { groups, metrics, chains, sweep, similarities } = checkpoints[0]!;
  const drawing = (member: string) => order[Number(/(\d+)\.png$/.exec(member)![1])]! % 8;
  return {
    groups: groups
      .map(({ size, members, minSimilarity }) => [size, minSimilarity, ...members.map(drawing).sort()])
      .sort(),
    numbers: { metrics, chains, sweep, similarities },
  };
};

test("whatever names and order the files have, every number and every group is the same", async () => {
  const plain = await measure(Array.from({ length: COUNT }, (_, index) => index));
  expect(plain.groups.length).toBeGreaterThan(0);
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray(
        Array.from({ length: COUNT }, (_, index) => index),
        { minLength: COUNT },
      ),
      async (order) => {
        expect(await measure(order)).toEqual(plain);
      },
    ),
    { numRuns: 4 },
  );
});
