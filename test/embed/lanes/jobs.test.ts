import { expect, test } from "vitest";
import { jobsOf, type LanedPicture } from "../../../src/embed/lanes/jobs.ts";

const file = (path: string, tiles = 1): LanedPicture => ({
  images: Array.from({ length: tiles }, (_, tile) => ({
    member: `${path}#${tile}`,
    source: { path, content: () => Promise.reject(new Error("not on this thread")) },
    box: null,
  })),
});

const sizes = async (pictures: readonly LanedPicture[], lanes: number) => {
  const total = pictures.reduce((sum, { images }) => sum + images.length, 0);
  const counts: number[] = [];
  for await (const job of jobsOf(pictures, { total, lanes, isHashed: false }))
    counts.push(job.pictures.reduce((sum, { images }) => sum + images.length, 0));
  return counts;
};

test("few images go out in batches that are full, many in larger jobs", async () => {
  const files = (count: number) => Array.from({ length: count }, (_, index) => file(`${index}.png`));
  expect(await sizes(files(100), 2)).toEqual([32, 32, 32, 4]);
  expect(await sizes(files(640), 2)).toEqual(Array.from({ length: 10 }, () => 64));
});

test("a sheet stays whole, small sheets travel together", async () => {
  expect(await sizes([file("large.png", 1000), file("a.png", 16), file("b.png", 16)], 4)).toEqual([1000, 32]);
});

test("pictures that are no files are copied, and wait in bounded numbers", async () => {
  const bytes = new Uint8Array(2 ** 24).fill(7);
  const held = (name: string): LanedPicture => ({
    images: [{ member: name, source: { content: async () => ({ encoded: Buffer.from(bytes.buffer) }) }, box: null }],
  });
  const jobs = [];
  for await (const job of jobsOf([held("a"), held("b"), held("c")], { total: 3, lanes: 1, isHashed: false }))
    jobs.push(job);
  expect(jobs.map(({ pictures }) => pictures.length)).toEqual([2, 1]);
  expect(jobs[0]!.transfer.every((buffer) => buffer !== bytes.buffer && buffer.byteLength === bytes.length)).toBe(true);
});
